"""What a connection test found, in a tile, a line of facts and a notice."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QLabel

from shopguard.base.texts import words_for
from ui.cameras.model import CameraTest
from ui.translate import engine_what, language, translate
from ui.widgets.notice import Notice
from ui.widgets.tile import Message, Tile

_CODECS = {"h264": "H.264", "h265": "H.265", "mjpeg": "Motion JPEG"}


class Tested(Protocol):
    """A state that holds a test."""

    @property
    def test(self) -> CameraTest | None: ...

    @property
    def testing(self) -> bool: ...

    @property
    def trouble(self) -> Exception | None: ...


def show_test(tile: Tile, facts: QLabel, notice: Notice, state: Tested) -> None:
    """The picture, what it is, and what is wrong in plain words."""
    test = state.test
    if state.testing:
        rest = translate("cameras", "This takes up to 20 seconds.")
        tile.say(Message("clock", translate("cameras", "Connecting…"), rest))
    elif test is not None and test.picture is not None:
        tile.show_picture(test.picture)
    else:
        rest = translate("cameras", "Try the camera out to see what it sees.")
        tile.say(Message("camera", translate("cameras", "No picture yet"), rest))
    facts.setText(facts_of(test) if test is not None else "")
    facts.setVisible(bool(facts.text()))
    if state.trouble is not None:
        notice.say_error(state.trouble)
    elif test is not None and test.findings:
        first, *others = test.findings
        found = words_for(first.code, language(), **dict(first.params))
        more = [engine_what(other.code, **dict(other.params)) for other in others]
        rest = "\n".join(part for part in (found.means, found.do, *more) if part)
        notice.say(found.what, rest, "lost" if first.serious else "late")
    else:
        notice.hush()


def facts_of(test: CameraTest) -> str:
    """H.264 · 1920 × 1080 · 25 fps · 3.1 Mbit/s, and a certificate's fingerprint to compare."""
    parts = [
        _CODECS.get(test.codec, test.codec),
        f"{test.width} × {test.height}" if test.width else "",
        translate("cameras", "{n} pictures a second").format(n=f"{test.fps:.0f}")
        if test.fps
        else "",
        f"{test.kbps / 1000:.1f} Mbit/s" if test.kbps else "",
        translate("cameras", "two streams") if test.sub_url else "",
    ]
    said = " · ".join(part for part in parts if part)
    if test.ok:
        works = translate("cameras", "The camera works.")
        said = f"✓ {works}\n{said}"
    return f"{said}\n#sha256={test.fingerprint}".strip() if test.fingerprint else said
