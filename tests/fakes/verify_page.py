"""The page of a package in a browser, as a person uses it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.fakes.chromium import Chromium


class Opened:
    """The page of a package, opened by double click."""

    def __init__(self, browser: Chromium) -> None:
        self.browser = browser

    def at(self, folder: Path) -> Opened:
        self.browser.open((folder / "verify.html").as_uri())
        return self

    def check(self, folder: Path) -> str:
        """Choose the folder; the verdict."""
        self.browser.run("delete document.documentElement.dataset.verdict")
        self.browser.choose("#folder", folder)
        return self.verdict()

    def verdict(self) -> str:
        return str(
            self.browser.run(
                "new Promise((done) => { const look = () => { const it = document.documentElement"
                ".dataset.verdict; it ? done(it) : setTimeout(look, 2); }; look(); })"
            )
        )

    def found(self) -> set[tuple[Any, ...]]:
        rows = json.loads(self.browser.run("JSON.stringify(current.found)"))
        return {(row["kind"], row["path"], row.get("start"), row.get("end")) for row in rows}

    def words(self) -> str:
        return str(self.browser.run("document.body.innerText"))
