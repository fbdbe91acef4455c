"""Reads the worked examples; `python -m tests.statute.procedures.pages` writes the reference pages."""

import json
import re
from itertools import chain
from pathlib import Path

from zhengwu.statute.procedures import procedures
from zhengwu.statute.procedures.diagram import mermaid

DOCS = Path(__file__).resolve().parents[3] / "docs"
FOLDER = DOCS / "reference" / "procedures"
_EXAMPLE = re.compile(r"^## (?P<name>.+?)\n(?P<body>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"```json\n(.*?)```", re.DOTALL)
_ROW = re.compile(r"^\| ([a-z_]+) \| ?(.*?) ?\| ([0-9-]{10}|none) \| ?(.*?) ?\|$", re.MULTILINE)
_REFUSED = re.compile(r"^Refused with `(\w+)`\.$", re.MULTILINE)


def page(one):
    """The reference page of a procedure."""
    lines = [
        f"# {one.name.zh} · {one.name.en}", "", f"`{one.key}`. {one.basis}", "",
        "Generated from the data by `python -m tests.statute.procedures.pages`; do not edit.", "",
        "```mermaid", mermaid(one, "en").rstrip(), "```", "",
        *_table("Steps", ["Key", "", "Who", "From → to", "Fields", "Clocks", "Basis"], map(_step(one), one.steps)),
        *_table("Clocks", ["Key", "", "Whose", "Length", "Basis"], chain.from_iterable(map(_clock, one.clocks))),
        *_table("Outcomes", ["Key", "", "Basis", "Letter", "Remedy", "Row of the report"], map(_outcome, one.outcomes)),
    ]  # fmt: skip
    return "\n".join(lines).rstrip() + "\n"


def _table(title, heads, rows):
    yield from (f"## {title}", "", f"| {' | '.join(heads)} |", "|---" * len(heads) + "|")
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def _step(one):
    def row(step):
        moves = "; ".join(
            f"{', '.join(move.origins)} → {move.target or 'stays'}{' if so' if move.when else ''}"
            for move in step.moves
        )
        fields = ", ".join(f"{field.key}{'*' if field.required else ''}" for field in step.fields)
        effects = ", ".join(f"{effect.does.value} {effect.clock}" for effect in step.effects)
        name = f"{step.name.zh} {step.name.en}"
        return [f"`{step.key}`", name, ", ".join(step.who), moves, fields, effects, step.basis]

    return row


def _clock(clock):
    for limit in clock.limits:
        span = "".join(f" {word} {day}" for word, day in (("from", limit.since), ("to", limit.until)) if day)
        length = f"{limit.length} {limit.unit.value.replace('_', ' ')}{span}"
        yield [f"`{clock.key}`", f"{clock.name.zh} {clock.name.en}", clock.duty.value, length, limit.basis]


def _outcome(outcome):
    places = {form: "/".join(part for part in place[1:] if part) for form, place in outcome.places.items()}
    same = len(set(places.values())) == 1
    rows = next(iter(places.values())) if same else ", ".join(f"{form}: {row}" for form, row in places.items())
    name = f"{outcome.name.zh} {outcome.name.en}"
    return [f"`{outcome.key}`", name, outcome.basis, outcome.notice, outcome.remedy, rows]


def examples(page="deadlines"):
    """Name, events, and either the rows (clock, party, last day or None, note) or the code of the refusal."""
    for found in _EXAMPLE.finditer((DOCS / "rules" / f"{page}.md").read_text("utf-8")):
        rows = [
            (clock, party, None if day == "none" else day, note)
            for clock, party, day, note in _ROW.findall(found["body"])
        ]
        refused = _REFUSED.search(found["body"])
        yield found["name"], json.loads(_CODE.search(found["body"])[1]), rows, refused and refused[1]


def write():
    """Writes every page anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for one in procedures():
        (FOLDER / f"{one.key}.md").write_text(page(one), "utf-8")


if __name__ == "__main__":
    write()
