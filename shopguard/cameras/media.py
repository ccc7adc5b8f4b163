"""PyAV for cameras: silent, closed explicitly, and never told a password.

libav prints addresses with their passwords, so it sees only local files and devices.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import av
import av.logging
from av.container import InputContainer

from shopguard.cameras.loss import Lost
from shopguard.cameras.source import LossCause

av.logging.set_level(None)

_CAUSES = {
    errno.ENOENT: LossCause.NOT_FOUND,
    errno.ENODEV: LossCause.NOT_FOUND,  # a device pulled out
    errno.ENXIO: LossCause.NOT_FOUND,
    errno.EBUSY: LossCause.REFUSED,  # another program holds it
    errno.EACCES: LossCause.REFUSED,
    errno.EPERM: LossCause.REFUSED,
    errno.EIO: LossCause.CLOSED,
}


@contextmanager
def opened(
    name: str, container_format: str, options: Mapping[str, str]
) -> Iterator[InputContainer]:
    """``name`` read as ``container_format`` and nothing else; Lost."""
    try:
        container = av.open(
            name,
            format=container_format,
            options={"protocol_whitelist": "file", **options},
            metadata_errors="replace",
        )
    except av.FFmpegError as error:
        raise _loss(error) from None
    try:
        yield container
    except av.FFmpegError as error:
        raise _loss(error) from None
    finally:
        container.close()


def _loss(error: av.FFmpegError) -> Lost:
    """Without libav's text, which holds what was opened."""
    number = error.errno if isinstance(error, OSError) else None
    cause = _CAUSES.get(number or 0, LossCause.BAD_STREAM)
    return Lost(cause, type(error).__name__)
