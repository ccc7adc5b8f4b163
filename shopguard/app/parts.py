"""What ShopGuard is made of: its parts with versions, licences and the licences' texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import metadata
from pathlib import PurePath

from shopguard.base.texts import RESOURCES

NAME = "shopguard"
_REQUIREMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_TEXTS = re.compile(r"(licen[cs]e|copying|notice)", re.IGNORECASE)
_CLASSIFIER = "License :: "


@dataclass(frozen=True, slots=True)
class Part:
    """One package. ``licence``: its name in short, empty where the package does not say."""

    name: str
    version: str
    licence: str


def parts() -> tuple[Part, ...]:
    """Every package ShopGuard runs on, by name; ShopGuard itself first."""
    found: dict[str, Part] = {}
    waiting = [NAME]
    while waiting:
        for requirement in metadata.requires(waiting.pop()) or []:
            match = _REQUIREMENT.match(requirement)
            if match is None or "extra ==" in requirement or _key(match[0]) in found:
                continue
            try:
                package = metadata.distribution(match[0])
            except metadata.PackageNotFoundError:  # wanted on another system only
                continue
            found[_key(match[0])] = Part(package.name, package.version, _licence(package))
            waiting.append(match[0])
    own = metadata.distribution(NAME)
    others = sorted(found.values(), key=lambda part: part.name.casefold())
    return (Part("ShopGuard", own.version, _licence(own)), *others)


def licence_text(name: str) -> str:
    """The licence texts of a part, one after the other.

    Some packages name a well-known licence and bring no text: then it is ours of that name.
    """
    texts = []
    for file in metadata.files(name) or []:
        if _TEXTS.search(PurePath(file).name) and PurePath(file).suffix not in (".py", ".pyc"):
            texts.append(file.read_text(encoding="utf-8"))
    named = _licence(metadata.distribution(name))
    if not texts:
        texts = [
            path.read_text(encoding="utf-8")
            for path in sorted((RESOURCES / "licences").glob("*.txt"))
            if path.stem in named
        ]
    return "\n\n".join(dict.fromkeys(texts))


def _licence(package: metadata.Distribution) -> str:
    fields = package.metadata.json
    said = str(fields.get("license_expression") or fields.get("license") or "")
    if said and "\n" not in said:
        return said
    named = [
        line.rpartition("::")[2].strip()
        for line in package.metadata.get_all("Classifier") or []
        if line.startswith(_CLASSIFIER)
    ]
    return ", ".join(named)


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
