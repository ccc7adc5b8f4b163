"""As much of SOAP 1.2 as ONVIF needs, for cameras that may be hostile.

Answers are read without document types (so there are no entities to explode), with bounded size,
depth and number of elements, and with names free of their namespaces, which vendors mix up.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from datetime import datetime
from html import escape
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from shopguard.cameras.loss import BadStream

MAX_DEPTH = 64
MAX_ELEMENTS = 20_000
CONTENT_TYPE = "application/soap+xml; charset=utf-8"
_NONCE_BYTES = 16
_WSS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-"
_ENVELOPE = (
    '<?xml version="1.0" encoding="utf-8"?>'
    '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope">'
    "<s:Header>{header}</s:Header><s:Body>{body}</s:Body></s:Envelope>"
)
_SECURITY = (
    '<Security s:mustUnderstand="1" xmlns="' + _WSS + 'wssecurity-secext-1.0.xsd">'
    "<UsernameToken><Username>{username}</Username>"
    '<Password Type="' + _WSS + 'username-token-profile-1.0#PasswordDigest">{digest}</Password>'
    '<Nonce EncodingType="' + _WSS + 'soap-message-security-1.0#Base64Binary">{nonce}</Nonce>'
    '<Created xmlns="' + _WSS + 'wssecurity-utility-1.0.xsd">{created}</Created>'
    "</UsernameToken></Security>"
)


def envelope(body: str, header: str = "") -> bytes:
    """A message; ``body`` and ``header`` are XML already, with every value escaped."""
    return _ENVELOPE.format(header=header, body=body).encode()


def username_token(username: str, password: str, created: datetime) -> str:
    """WS-UsernameToken with a password digest; ``created`` in UTC by the camera's own clock."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    stamp = created.strftime("%Y-%m-%dT%H:%M:%SZ")
    digest = hashlib.sha1(nonce + stamp.encode() + password.encode(), usedforsecurity=False)
    return _SECURITY.format(
        username=escape(username),
        digest=base64.b64encode(digest.digest()).decode(),
        nonce=base64.b64encode(nonce).decode(),
        created=stamp,
    )


def parse(data: bytes) -> Element:
    """The tree of an answer, names without namespaces; BadStream for anything doubtful."""
    reader = _Reader()
    try:
        return reader.read(data)
    except (expat.ExpatError, ValueError, LookupError):
        raise BadStream("no readable XML") from None


def is_unauthorized(answer: Element) -> bool:
    """Whether it is a fault that means: wrong or missing password."""
    words = {(code.text or "").partition(":")[2] for code in answer.iter("Value")}
    return bool(words & {"NotAuthorized", "FailedAuthentication", "FailedCheck"})


def words_of(parent: Element, path: str, limit: int = 120) -> str:
    """Text at ``path`` as one short line without control characters; empty where there is none."""
    text = (parent.findtext(path) or "").strip()
    return "".join(letter for letter in text if letter.isprintable())[:limit]


def number_of(parent: Element, path: str) -> int:
    """A number at ``path``, 0 where there is none."""
    try:
        return min(max(int(float(words_of(parent, path))), 0), 1 << 31)
    except (ValueError, OverflowError):
        return 0


class _Reader:
    def __init__(self) -> None:
        self._builder = TreeBuilder()
        self._depth = 0
        self._elements = 0

    def read(self, data: bytes) -> Element:
        parser = expat.ParserCreate(namespace_separator="}")
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._builder.data
        parser.Parse(data, True)
        return self._builder.close()

    def _doctype(self, *_: object) -> None:
        raise BadStream("a document type in XML")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > MAX_DEPTH or self._elements > MAX_ELEMENTS:
            raise BadStream("too much XML")
        self._builder.start(_local(name), {_local(key): attributes[key] for key in attributes})

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._builder.end(_local(name))


def _local(name: str) -> str:
    return name.rpartition("}")[2]
