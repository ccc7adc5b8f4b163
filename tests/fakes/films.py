"""Films as recorded footage: pictures in, an open viewing over a real sealed volume out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

import av
import cv2
import numpy as np

from shopguard.cameras.source import VideoCodec
from shopguard.door.viewing import OpenFootage
from tests.contracts.sources import ROOT
from tests.fakes.fragments import fragments_of
from tests.fakes.streams import coded
from tests.fakes.viewings import viewing, write_volume

CLIPS = ROOT.parent / "shared" / "data"  # clips for measuring; never a part of the project


def pictures_of(path: Path, most: int = 1 << 30) -> Iterator[np.ndarray]:
    """The pictures of a film, RGB, with even sides."""
    with av.open(str(path)) as container:
        for number, frame in enumerate(container.decode(video=0)):
            if number == most:
                return
            width, height = frame.width & ~1, frame.height & ~1
            yield frame.to_ndarray(format="rgb24")[:height, :width]


def footage_of(images: Iterable[np.ndarray], folder: Path, *, fps: int = 10) -> OpenFootage:
    """An open viewing in which these pictures were recorded."""
    images = iter(images)
    first = next(images)

    def all_of_them() -> Iterator[np.ndarray]:
        yield first
        yield from images

    size = first.shape[1], first.shape[0]
    info, packets = coded(VideoCodec.H264, fps=fps, gop=fps, size=size, images=all_of_them())
    volume = write_volume(folder, "film", fragments_of(info, packets, fps))
    return viewing(volume, seconds=86_400)


def pictures_in(data: bytes) -> list[np.ndarray]:
    """The pictures of a coded film, blue first."""
    with av.open(BytesIO(data)) as container:
        return [frame.to_ndarray(format="bgr24") for frame in container.decode(video=0)]


class Stroll:
    """A made-up room through which made-up people walk: blocks with a face-like pattern."""

    def __init__(self, size: tuple[int, int] = (320, 192), seed: int = 1) -> None:
        self.size = size
        dice = np.random.default_rng(seed)
        rough = dice.integers(90, 170, (12, 20, 3)).astype(np.uint8)
        self._room = cv2.resize(rough, size, interpolation=cv2.INTER_CUBIC)
        self._dice = dice

    def picture(self, *people: tuple[int, int, tuple[int, int, int]]) -> np.ndarray:
        """People at (x, y) of their middle in a coat of that colour."""
        made = self._room.copy()
        for x, y, coat in people:
            cv2.rectangle(made, (x - 10, y - 14), (x + 10, y + 34), coat, -1)
            cv2.circle(made, (x, y - 24), 10, (224, 188, 160), -1)
        noise = self._dice.integers(0, 5, made.shape, np.uint8)
        return cv2.add(made, noise)
