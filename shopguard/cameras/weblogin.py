"""HTTP logins, Digest before Basic (RFC 7616, RFC 7617). The same rules serve RTSP.

login = WebLogin("viewer", "secret")
if login.challenged(["Digest realm=…"]):
    header = login.header("GET", "/video")
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Iterable

_HASHES = {"SHA-256": "sha256", "MD5": "md5"}  # in order of preference
_CHALLENGE = re.compile(r"(?:^|,)\s*(Digest|Basic)(?=\s|$)", re.IGNORECASE)
_PARAMETER = re.compile(r'([A-Za-z0-9_-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))')
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")  # parts of the challenge go back in our own request
_MAX_CHALLENGE = 4096


class WebLogin:
    """User and password, and the last challenge of the camera they are for."""

    def __init__(self, username: str, password: str) -> None:
        self._username = username
        self._password = password
        self._digest: dict[str, str] | None = None
        self._basic = False
        self._uses = 0

    def __repr__(self) -> str:
        return "WebLogin(…)"

    def challenged(self, headers: Iterable[str]) -> bool:
        """Take the camera's ``WWW-Authenticate`` lines; False where none can be answered."""
        offers = [offer for line in headers for offer in _offers(line)]
        digests = [values for scheme, values in offers if scheme == "digest" and _usable(values)]
        digests.sort(key=lambda values: list(_HASHES).index(_algorithm(values)[0]))
        self._digest = digests[0] if digests else None
        self._basic = any(scheme == "basic" for scheme, _ in offers)
        self._uses = 0
        return self._digest is not None or self._basic

    def header(self, method: str, uri: str) -> str | None:
        """The ``Authorization`` line, or None before the first challenge."""
        if self._digest is not None:
            self._uses += 1
            return _digest_line(
                self._digest, self._username, self._password, method, uri, self._uses
            )
        if self._basic:
            pair = f"{self._username}:{self._password}".encode()
            return f"Basic {base64.b64encode(pair).decode()}"
        return None


def _offers(line: str) -> list[tuple[str, dict[str, str]]]:
    if len(line) > _MAX_CHALLENGE or _CONTROL.search(line):
        return []
    starts = [*_CHALLENGE.finditer(line)]
    ends = [*(start.start() for start in starts), len(line)][1:]
    return [
        (start.group(1).lower(), _parameters(line[start.end() : end]))
        for start, end in zip(starts, ends, strict=True)
    ]


def _parameters(words: str) -> dict[str, str]:
    return {
        name.lower(): re.sub(r"\\(.)", r"\1", quoted) if quoted else bare
        for name, quoted, bare in _PARAMETER.findall(words)
    }


def _algorithm(values: dict[str, str]) -> tuple[str, bool]:
    """Hash name and whether it is the ``-sess`` kind."""
    name = values.get("algorithm", "MD5").upper()
    return name.removesuffix("-SESS"), name.endswith("-SESS")


def _usable(values: dict[str, str]) -> bool:
    qops = values.get("qop", "auth").replace(" ", "").split(",")
    return "nonce" in values and _algorithm(values)[0] in _HASHES and "auth" in qops


def _digest_line(
    values: dict[str, str], username: str, password: str, method: str, uri: str, uses: int
) -> str:
    algorithm, session = _algorithm(values)
    realm, nonce = values.get("realm", ""), values["nonce"]
    count, cnonce = f"{uses:08x}", secrets.token_hex(16)

    def h(*parts: str) -> str:
        words = ":".join(parts).encode()
        return hashlib.new(_HASHES[algorithm], words, usedforsecurity=False).hexdigest()

    ha1 = h(username, realm, password)
    if session:
        ha1 = h(ha1, nonce, cnonce)
    ha2 = h(method, uri)
    with_qop = "qop" in values
    proof = h(ha1, nonce, count, cnonce, "auth", ha2) if with_qop else h(ha1, nonce, ha2)
    quoted = {"username": username, "realm": realm, "nonce": nonce, "uri": uri, "response": proof}
    bare: dict[str, str] = {}
    if "opaque" in values:
        quoted["opaque"] = values["opaque"]
    if "algorithm" in values:
        bare["algorithm"] = values["algorithm"]
    if with_qop:
        bare |= {"qop": "auth", "nc": count}
    if with_qop or session:
        quoted["cnonce"] = cnonce
    return "Digest " + ", ".join(
        [f'{name}="{_escaped(value)}"' for name, value in quoted.items()]
        + [f"{name}={value}" for name, value in bare.items()]
    )


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')
