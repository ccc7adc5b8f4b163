"""Driving the real command line, as somebody at a terminal or a script would."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shopguard.app.cli import run
from shopguard.app.cli.output import take_global_options
from shopguard.base.redact import forget_secret
from tests.fakes.small_shop import password_of

PROGRAM = [sys.executable, "-m", "shopguard"]


@dataclass(frozen=True)
class Answer:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> str:
        return str(self.data["error"]["code"])


class CommandLine:
    """Commands on one shop, each a process. Everything ever printed is kept in ``said``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "shop"
        self.said = ""

    def run(
        self, *words: str, secrets: dict[str, str] | None = None, json_out: bool = True
    ) -> Answer:
        command = [*PROGRAM, "--home", str(self.home), *words]
        if json_out:
            command.append("--json")
        if secrets is not None:
            command += ["--secrets", "-"]
        done = subprocess.run(
            command,
            input=json.dumps(secrets) if secrets is not None else "",
            capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
        self.said += done.stdout + done.stderr
        return Answer(done.returncode, done.stdout, done.stderr)

    def good(self, *words: str, secrets: dict[str, str] | None = None) -> Any:
        answer = self.run(*words, secrets=secrets)
        assert answer.code == 0, (words, answer)
        return answer.data

    def start(self, *words: str) -> subprocess.Popen[str]:
        """A command in the background."""
        return subprocess.Popen(
            [*PROGRAM, "--home", str(self.home), *words],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip

    def init(self) -> None:
        """A shop with ``sato`` and ``suzuki``."""
        self.good(
            "init", "--shop", "試験店", "--chief", "sato", "--deputy", "suzuki",
            "--recovery-sheet", str(self.folder / "sheet.pdf"),
            "--key-file", str(self.folder / "key.json"),
            secrets=passwords("sato", "suzuki"),
        )  # fmt: skip

    def add_camera(
        self, name: str, url: str, *words: str, user: str = "", password: str = ""
    ) -> None:
        login = ("--user", user) if user else ()
        self.good(
            "camera", "add", name, url, *login, *words, secrets={user: password} if user else None
        )


def passwords(*logins: str) -> dict[str, str]:
    return {login: password_of(login) for login in logins}


class QuickCommandLine(CommandLine):
    """The same commands inside this process: for many small ones."""

    def run(
        self, *words: str, secrets: dict[str, str] | None = None, json_out: bool = True
    ) -> Answer:
        out, err = io.StringIO(), io.StringIO()
        whole = ["--home", str(self.home), *words, "--language", "en"]
        whole += ["--json"] if json_out else []
        whole += ["--secrets", "-"] if secrets is not None else []
        typed = sys.stdin
        sys.stdin = io.StringIO(json.dumps(secrets) if secrets is not None else "")
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = run(*take_global_options(whole))
        finally:
            sys.stdin = typed
            for secret in (secrets or {}).values():  # other tests say these words too
                forget_secret(secret)
        self.said += out.getvalue() + err.getvalue()
        return Answer(code, out.getvalue(), err.getvalue())
