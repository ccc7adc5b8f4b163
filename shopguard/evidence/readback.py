"""Reading a written package back from its medium: only what comes back whole counts."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pyzipper

from shopguard.base.errors import Damaged
from shopguard.evidence.facts import Seal
from shopguard.evidence.manifest import ListedFile
from shopguard.evidence.progress import Steps

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class SealedManifest:
    """What stands in the package as signed."""

    files: tuple[ListedFile, ...]
    data: bytes
    seal: Seal

    @property
    def digest(self) -> str:
        return sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class ReadBack:
    """The zip as it lies on the medium."""

    bytes: int
    sha256: str


def read_back(
    path: Path, password: str, folder: str, sealed: SealedManifest, steps: Steps
) -> ReadBack:
    """Every file as the medium gives it; Damaged ``export.read_back`` where it differs."""
    try:
        with path.open("rb") as file, pyzipper.AESZipFile(file) as archive:
            archive.setpassword(password.encode())
            for listed in sealed.files:
                if _digest_of(archive, f"{folder}/{listed.path}", steps) != listed.sha256:
                    raise Damaged("export.read_back")
            if archive.read(f"{folder}/manifest.json") != sealed.data:
                raise Damaged("export.read_back")
        with path.open("rb") as file:
            running, size = sha256(), 0
            while chunk := file.read(_CHUNK):
                running.update(chunk)
                size += len(chunk)
    except (OSError, pyzipper.BadZipFile, RuntimeError, KeyError) as error:
        raise Damaged("export.read_back") from error
    return ReadBack(size, running.hexdigest())


def _digest_of(archive: pyzipper.AESZipFile, name: str, steps: Steps) -> bytes:
    running = sha256()
    with archive.open(name) as file:
        while chunk := file.read(_CHUNK):
            running.update(chunk)
            steps.done(0)
    return running.digest()
