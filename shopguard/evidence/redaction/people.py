"""Faces and bodies in a single picture: what does not move must be found by its look.

OpenCV's own detectors (decision 0032): they miss people seen from behind or from above, so nothing
depends on them alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from shopguard.evidence.redaction.values import Box, Pixels

WIDTH = 640  # a face of 20 pixels at this width is found
_FACE = 20
_FACES = (
    ("haarcascade_frontalface_alt2.xml", False),
    ("haarcascade_profileface.xml", False),
    ("haarcascade_profileface.xml", True),  # looks the other way
)
_UPRIGHT = 128  # pixels: the smallest body the detector knows
_SURE = 0.4
_UPPER_BODY = "haarcascade_upperbody.xml"


@dataclass(frozen=True, slots=True)
class Found:
    """Boxes in the picture that was looked at."""

    faces: tuple[Box, ...]
    bodies: tuple[Box, ...]


class PeopleFinder:
    """Detectors with their models loaded; one thread at a time."""

    def __init__(self) -> None:
        cv: Any = cv2  # its stubs do not know everything that is in it
        folder = Path(cv.data.haarcascades)
        self._faces = [
            (cv2.CascadeClassifier(str(folder / name)), mirrored) for name, mirrored in _FACES
        ]
        self._upper = cv2.CascadeClassifier(str(folder / _UPPER_BODY))
        self._hog = cv2.HOGDescriptor()
        self._hog.setSVMDetector(cv.HOGDescriptor_getDefaultPeopleDetector())

    def faces(self, bgr: Pixels) -> tuple[Box, ...]:
        """Faces alone."""
        grey, scale = _grey(bgr)
        return tuple(box for each in self._faces for box in _faces(*each, grey, scale))

    def look(self, bgr: Pixels) -> Found:
        """Everybody found in the picture."""
        grey, scale = _grey(bgr)
        faces = tuple(box for each in self._faces for box in _faces(*each, grey, scale))
        return Found(faces, self._bodies(grey, scale))

    def _bodies(self, grey: Any, scale: float) -> tuple[Box, ...]:
        upper = self._upper.detectMultiScale(grey, 1.1, 4, minSize=(40, 40))
        bodies = _boxes(upper, scale)
        if min(grey.shape) >= 2 * _UPRIGHT:
            half = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
            upright = self._hog.detectMultiScale(half, _SURE, (8, 8), scale=1.08)[0]
            bodies += _boxes(upright, scale * 0.5)
        return bodies


def _grey(bgr: Pixels) -> tuple[Any, float]:
    scale = WIDTH / bgr.shape[1]
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    grey = cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY)
    return cv2.resize(grey, None, fx=scale, fy=scale, interpolation=how), scale


def _faces(
    finder: cv2.CascadeClassifier, mirrored: bool, grey: Any, scale: float
) -> tuple[Box, ...]:
    looked = np.ascontiguousarray(grey[:, ::-1]) if mirrored else grey
    boxes: Any = finder.detectMultiScale(looked, 1.1, 3, minSize=(_FACE, _FACE))
    if mirrored:
        width = grey.shape[1]
        boxes = [(width - left - wide, top, wide, high) for left, top, wide, high in boxes]
    return _boxes(boxes, scale)


def _boxes(found: Any, scale: float) -> tuple[Box, ...]:
    rows = np.asarray(found).reshape(-1, 4).tolist() if len(found) else []
    return tuple(
        Box(left, top, left + wide, top + high).scaled(1 / scale, 1 / scale)
        for left, top, wide, high in rows
    )
