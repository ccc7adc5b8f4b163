"""What an entry says in the words of whoever reads it: on screens, in tables, on paper.

Technical details (signatures, ids, digests) stay in the JSON file; nothing here needs explaining.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from shopguard.audit.entry import Entry, JsonValue
from shopguard.base.texts import Language, all_codes, text, words_for

Names = Mapping[str, str]  # of people and cameras, by id


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing an entry tells, called ``audit.detail.<name>``.

    ``code``: where the words of the value stand; empty: ``value`` speaks for itself.
    """

    name: str
    value: str = ""
    code: str = ""

    def words(self, language: Language) -> str:
        """「理由: …」, in one line."""
        value = words_for(self.code, language).what if self.code else self.value
        return text("audit.fact", language, name=text(self.title, language), value=value)

    @property
    def title(self) -> str:
        return f"audit.detail.{self.name}"


def facts(entry: Entry, names: Names) -> tuple[Fact, ...]:
    """What an entry tells besides who, what, when and what for."""
    found: list[Fact] = []
    for name, make in _MAKERS.items():
        if name in entry.detail:
            found += make(entry.detail[name], names)
    if entry.outcome != "done":
        found += _coded("asked", "policy.action")(entry.detail.get("asked"), names)
    return tuple(dict.fromkeys(found))


def action_words(action: str, language: Language) -> str:
    """Words for an action; the name itself when a later version wrote it."""
    return _or_itself(f"audit.action.{action}", action, language)


def purpose_words(purpose: str, language: Language) -> str:
    return _or_itself(f"policy.purpose.{purpose}", purpose, language)


def person_words(person: str, names: Names, language: Language) -> str:
    """A name as it is today; the recorder, the sheet and the PC's own account are called so."""
    kind, _, user = person.partition(":")
    code = f"audit.person.{kind}"
    if code in all_codes():
        return text(code, language, user=user)
    return names.get(person, person)


def _or_itself(code: str, name: str, language: Language) -> str:
    return text(code, language) if code in all_codes() else name


# --- details ------------------------------------------------------------------------------------

Maker = Callable[[JsonValue, Names], list[Fact]]


def _said(name: str) -> Maker:
    """The value as it was written."""
    return lambda value, _: [Fact(name, str(value))] if value not in ("", None, [], False) else []


def _coded(name: str, *tables: str) -> Maker:
    """A code with words in the first of ``tables`` that has it; unknown ones are left out."""

    def make(value: JsonValue, _: Names) -> list[Fact]:
        codes = (f"{table}.{value}" for table in tables)
        return [Fact(name, code=code) for code in codes if code in all_codes()][:1]

    return make


def _error(value: JsonValue, _: Names) -> list[Fact]:
    """Why it was refused or failed: the heading of the message people saw."""
    code = f"error.{value}"
    if code not in all_codes():
        return []
    words = all_codes()[code]
    return [] if any("{" in said["what"] for said in words.values()) else [Fact("why", code=code)]


def _target(value: JsonValue, names: Names) -> list[Fact]:
    """``pledge=<person>``, ``setting=<name>``: whom or what it was about."""
    kind, _, about = str(value).replace(":", "=", 1).partition("=")
    if kind == "setting" and f"setting.{about.partition('=')[0]}" in all_codes():
        return [Fact("about", code=f"setting.{about.partition('=')[0]}")]
    known = names.get(about) or names.get(str(value))
    if kind == "add":
        known = about
    return [Fact("about", known)] if known else []


def _person(value: JsonValue, names: Names) -> list[Fact]:
    return [Fact("about", names[str(value)])] if str(value) in names else []


def _files(value: JsonValue, _: Names) -> list[Fact]:
    listed = value if isinstance(value, list | tuple) else []
    files = [str(file.get("name", "")) for file in listed if isinstance(file, Mapping)]
    return [Fact("file", ", ".join(filter(None, files)))] if any(files) else []


def _films(value: JsonValue, _: Names) -> list[Fact]:
    """How much of the copies was looked at before they were agreed to."""
    listed = value if isinstance(value, list | tuple) else []
    films = [film for film in listed if isinstance(film, Mapping) and "looked" in film]
    if not films:
        return []
    looked, pictures = (
        sum(int(str(film.get(name, 0))) for film in films) for name in ("looked", "pictures")
    )
    return [Fact("looked", f"{looked} / {pictures}")]


def _value(name: str) -> Maker:
    """A setting's value: yes and no in words."""

    def make(value: JsonValue, _: Names) -> list[Fact]:
        if isinstance(value, bool):
            return [Fact(name, code=f"setting.page.{'yes' if value else 'no'}")]
        return [Fact(name, str(value) or "–")]

    return make


def _sound(value: JsonValue, _: Names) -> list[Fact]:
    return [Fact("result", code=f"audit.result.{'good' if value else 'bad'}")]


_MAKERS: Mapping[str, Maker] = {
    "number": _said("number"),
    "code": _error,
    "cause": _coded("cause", "gap", "loss"),
    "reason": _coded("reason", "audit.reason"),
    "target": _target,
    "person": _person,
    "name": _said("about"),
    "note": _said("note"),
    "days": _said("days"),
    "before": _value("before"),
    "after": _value("after"),
    "file": _said("file"),
    "files": _files,
    "seconds": _said("wait"),
    "tries": _said("tries"),
    "records": _said("records"),
    "ok": _sound,
    "mark": _said("mark"),
    "films": _films,
}


def told(entry: Entry, names: Names, language: Language) -> Iterator[str]:
    """Every fact in one line each."""
    return (fact.words(language) for fact in facts(entry, names))
