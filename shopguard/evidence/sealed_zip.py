"""An AES-256 zip (WinZip AE-2) written in one go; nothing unencrypted ever reaches the disk.

Stored, not deflated: video does not get smaller. What could not be finished is removed.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import IO

import pyzipper

from shopguard.base.clock import JST, from_us
from shopguard.base.errors import InvalidInput, ShopGuardError, Unavailable
from shopguard.base.platform import host

_UNFINISHED = ".unfinished"
_ZIP64_FROM = 1 << 30  # bytes expected; half of what an entry without wider numbers may hold
_AES_VERSION = 51  # of the zip format: what a reader needs for AES
_READABLE_FILE = 0o100644 << 16


class SealedZip:
    """Context manager: entries go in one after another; ``target`` exists once ``finish`` ran.

    Raises Unavailable ``export.write_failed`` or ``export.too_large`` when the medium does not
    take it, and removes what was written whenever the block ends without ``finish``.
    """

    def __init__(self, target: Path, folder: str, password: str, made_us: int) -> None:
        if target.exists():
            raise InvalidInput("export.there_already", name=target.name)
        self._target, self._folder = target, folder
        self._moment = from_us(made_us, JST).timetuple()[:6]
        self._unfinished = target.with_name(target.name + _UNFINISHED)
        with _told():
            self._unfinished.unlink(missing_ok=True)
            self._medium = _Medium(self._unfinished)
        self._zip = pyzipper.AESZipFile(
            self._medium, "w", compression=pyzipper.ZIP_STORED, encryption=pyzipper.WZ_AES
        )
        self._zip.setpassword(password.encode())
        self._zip.setencryption(
            pyzipper.WZ_AES, nbits=256, force_wz_aes_version=pyzipper.zipfile_aes.WZ_AES_V2
        )
        self._finished = False

    def __enter__(self) -> SealedZip:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._finished:
            self._abandon()

    def write(self, name: str, data: bytes) -> None:
        """A small file, whole."""
        with self.entry(name, len(data)) as put:
            put(data)

    @contextlib.contextmanager
    def entry(self, name: str, expected: int) -> Iterator[Callable[[bytes], None]]:
        """Give a function that puts bytes of the file ``name``; about ``expected`` will come.

        The file is there from its first byte on: one that gets none is not.
        """
        out: IO[bytes] | None = None

        def put(data: bytes) -> None:
            nonlocal out
            with _told():
                out = out or self._zip.open(
                    self._info(name), "w", force_zip64=expected > _ZIP64_FROM
                )
                out.write(data)

        try:
            yield put
        except BaseException:
            self._medium.let_go()  # closing writes once more
            if out is not None:
                out.close()
            raise
        if out is not None:
            with _told():
                out.close()

    def finish(self) -> Path:
        """Close the zip and make it durable; the unfinished file, to be read back and kept."""
        with _told():
            self._zip.close()
            self._medium.close_durably()
        return self._unfinished

    def keep(self) -> None:
        """Give the zip its name."""
        with _told():
            self._unfinished.replace(self._target)
            self._unfinished = self._target  # what goes if the medium fails now
            host.fsync_folder(self._target.parent)
        self._finished = True

    def _info(self, name: str) -> pyzipper.zipfile_aes.AESZipInfo:
        info = pyzipper.zipfile_aes.AESZipInfo(f"{self._folder}/{name}", self._moment)
        info.external_attr = _READABLE_FILE
        info.create_version = info.extract_version = _AES_VERSION  # the same in every entry
        return info

    def _abandon(self) -> None:
        self._medium.let_go()
        self._zip.fp = None  # nothing is left to close
        with contextlib.suppress(OSError):  # the medium may be gone, and the file with it
            self._unfinished.unlink(missing_ok=True)


class _Medium:
    """The file beneath the zip. Once let go, what a closing zip writes goes nowhere."""

    def __init__(self, path: Path) -> None:
        self._file: IO[bytes] | None = path.open("xb", buffering=1 << 20)
        self._place = 0

    def write(self, data: bytes) -> int:
        return self._file.write(data) if self._file else len(data)

    def tell(self) -> int:
        return self._file.tell() if self._file else self._place

    def seek(self, place: int, whence: int = os.SEEK_SET) -> int:
        return self._file.seek(place, whence) if self._file else self._place

    def flush(self) -> None:
        if self._file:
            self._file.flush()

    def close_durably(self) -> None:
        if self._file is None:
            raise ValueError("let go before")
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def let_go(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            with contextlib.suppress(OSError):
                file.close()


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """What the medium says, in our words."""
    try:
        yield
    except ShopGuardError:
        raise
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise Unavailable("export.too_large") from error
        raise Unavailable("export.write_failed", reason=error.strerror or "") from error
