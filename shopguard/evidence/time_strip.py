"""The strip beneath a picture that says where and when it was: the picture itself stays whole."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from shopguard.base.clock import JST, SECOND, from_us
from shopguard.base.fonts import Face, find_font

_EDITED = "時刻を入れた写し（加工あり）  Copy with time, edited"
_LETTERS_ACROSS = 40  # of the wider line, at least
_SMALLEST, _LARGEST = 11, 40  # points
_LINES = 2
_LINE_SHARE = 1.4  # of the type's size
_BLACK, _WHITE = 16, 235  # of video

Grey = NDArray[np.uint8]


class TimeStrip:
    """Strips for one camera's pictures of that width; a new one is drawn once a second."""

    def __init__(self, camera: str, width: int) -> None:
        size = min(max(width // _LETTERS_ACROSS, _SMALLEST), _LARGEST)
        found = find_font(Face.BOLD)
        self._type = ImageFont.truetype(str(found.path), size, index=found.index)
        self._line = round(size * _LINE_SHARE)
        self._width = width
        self._camera = self._fitting(camera)
        self._second = -1
        self._strip = np.zeros((0, 0), np.uint8)
        self.height = (self._line * _LINES + 3) // 4 * 4

    def at(self, us: int) -> Grey:
        """Brightness of the strip's pixels at that moment."""
        if us // SECOND != self._second:
            self._second = us // SECOND
            self._strip = self._drawn(us)
        return self._strip

    def _drawn(self, us: int) -> Grey:
        image = Image.new("L", (self._width, self.height), _BLACK)
        draw = ImageDraw.Draw(image)
        time = f"{from_us(us, JST):%Y-%m-%d %H:%M:%S}"
        whole = next(filter(self._fits, (f"{time} 日本時間 (JST)", f"{time} JST")), time)
        for number, words in enumerate((whole, self._camera)):
            place = (self._line // 4, self._line * number + self._line // 8)
            draw.text(place, words, fill=_WHITE, font=self._type)
        return np.asarray(image, np.uint8)

    def _fitting(self, camera: str) -> str:
        """The camera's name, shortened where there is no room for it, and that this is a copy."""
        for keep in range(len(camera), 0, -1):
            name = camera if keep == len(camera) else f"{camera[:keep]}…"
            for words in (f"{name}  {_EDITED}", f"{name}  加工あり edited"):
                if self._fits(words):
                    return words
        return "加工あり edited"

    def _fits(self, words: str) -> bool:
        return self._type.getlength(words) <= self._width - self._line
