"""The shipped templates: one TOML file each, proved when they are read.

A letter's wording may change: then a second file with the same key and a later `since` stands beside the first, whose
`until` is set. No two wordings of a letter are in force on one day. A folder of FAMILIES serves several procedures:
each has its letters, save those for which it has a file of its own.
"""

import tomllib
from collections import defaultdict
from dataclasses import replace
from datetime import date
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

from zhengwu.statute.letters.merge import check_text, needed
from zhengwu.statute.letters.model import Template

FAMILIES = {
    "approval": (
        "licensing", "benefit", "confirmation", "award", "adjudication", "other_power", "filing", "public_service",
    ),
}  # fmt: skip


class TemplateError(ValueError):
    """A shipped template that is not sound; the message names the file and the fault."""


def template(procedure: str, key: str, on: date) -> Template:
    """The wording of a letter on a day. KeyError names the letters of the procedure, or says none was in force."""
    versions = [entry for entry in _all() if (entry.procedure, entry.key) == (procedure, key)]
    if not versions:
        known = ", ".join(sorted({entry.key for entry in _all() if entry.procedure == procedure})) or "none"
        raise KeyError(f"no letter {key!r} in {procedure!r}; known: {known}")
    for version in versions:
        if version.in_force(on):
            return version
    raise KeyError(f"the letter {key!r} of {procedure!r} has no wording for {on}; the first is of {versions[0].since}")


def templates(procedure: str = "", on: date | None = None) -> tuple[Template, ...]:
    """Every wording, of one procedure and on one day if these are given."""
    return tuple(
        entry
        for entry in _all()
        if (not procedure or entry.procedure == procedure) and (on is None or entry.in_force(on))
    )


def prove(entries: tuple[Template, ...]) -> tuple[Template, ...]:
    """The templates themselves. TemplateError where one has a problem or two are in force at a time."""
    series: dict[tuple[str, str], list[Template]] = defaultdict(list)
    for entry in entries:
        name = f"{entry.procedure}/{entry.key}"
        if problems := check_text(entry.text):
            raise TemplateError(f"{name}: {'; '.join(problem.gloss for problem in problems)}")
        if not (entry.name and entry.gloss and entry.basis):
            raise TemplateError(f"{name}: a name, a gloss and a basis are wanted")
        if entry.until and entry.until < entry.since:
            raise TemplateError(f"{name}: ends before it begins")
        series[entry.procedure, entry.key].append(entry)
    for (procedure, key), versions in series.items():
        ordered = sorted(versions, key=lambda entry: entry.since)
        for earlier, later in pairwise(ordered):
            if earlier.until is None or earlier.until >= later.since:
                raise TemplateError(f"{procedure}/{key}: two wordings are in force on {later.since}")
    return entries


@cache
def _all() -> tuple[Template, ...]:
    found = []
    for folder in resources.files(__package__).joinpath("templates").iterdir():
        if folder.is_dir():
            for file in folder.iterdir():
                if file.name.endswith(".toml"):
                    found.append(_build(folder.name, file.name, tomllib.loads(file.read_text("utf-8"))))
    return prove(tuple(sorted(_shared(found), key=lambda entry: (entry.procedure, entry.key, entry.since))))


def _shared(found: list[Template]) -> list[Template]:
    """Every template of every procedure: those of a family are given to each member that has none of its own."""
    own = {(entry.procedure, entry.key) for entry in found}
    shared = [
        replace(entry, procedure=member)
        for entry in found
        for member in FAMILIES.get(entry.procedure, ())
        if (member, entry.key) not in own
    ]
    return [entry for entry in found if entry.procedure not in FAMILIES] + shared


def _build(procedure: str, file: str, raw: dict[str, Any]) -> Template:
    try:
        entry = Template(
            procedure=procedure,
            key=raw["key"],
            name=raw["name"],
            gloss=raw["gloss"],
            basis=tuple(raw["basis"]),
            since=raw["since"],
            until=raw.get("until"),
            text=raw["text"],
            fields=needed(raw["text"]),
        )
    except KeyError as error:
        raise TemplateError(f"{procedure}/{file}: {error} is missing") from error
    if not file.startswith(entry.key):
        raise TemplateError(f"{procedure}/{file}: a file is named after its key, which is {entry.key}")
    return entry
