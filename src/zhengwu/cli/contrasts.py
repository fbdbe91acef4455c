"""A comparison on the screen and as plain values."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from rich.text import Text

from zhengwu.cli.screen import Screen, grid
from zhengwu.cli.sheets import row_label
from zhengwu.statute.report.compare import Comparison, Difference, Side, Subject
from zhengwu.statute.report.formats import Format, format_of
from zhengwu.statute.report.model import Number
from zhengwu.statute.report.renderers.layout import number_text


def to_dict(comparison: Comparison) -> Mapping[str, Any]:
    """The comparison as plain values, in the shape that `compare --json` prints."""
    return {
        "left": _side(comparison.left),
        "right": _side(comparison.right),
        "subject": str(comparison.subject),
        "differences": [_plain(each) for each in comparison.differences],
        "one_sided": [_plain(each) for each in comparison.one_sided],
        "equal": comparison.equal,
        "unknown": comparison.unknown,
        "only_left": comparison.only_left,
        "only_right": comparison.only_right,
    }


def _side(side: Side) -> Mapping[str, Any]:
    return {"agency": side.agency, "year": side.year, "format": side.format, "source": side.source}


def _plain(each: Difference) -> Mapping[str, Any]:
    share = None if each.share is None else round(each.share, 4)
    return {
        "table": each.table,
        "row": each.row,
        "column": each.column,
        "label": f"{each.row_label} / {each.column_label}",
        "unit": each.unit,
        "left": each.left,
        "right": each.right,
        "change": each.change,
        "share": share,
    }


def show_comparison(screen: Screen, comparison: Comparison) -> None:
    """Prints the differences table by table, then what only one side states, then the counts."""
    say = screen.say
    left, right = names(screen, comparison)
    screen.line((f"{_full(screen, comparison.left)} ↔ {_full(screen, comparison.right)}", "bold"))
    screen.line((say(comparison.subject), "dim"))
    if not comparison.differences:
        screen.line(("✓ ", "green"), say("no_difference"))
    _show(screen, comparison, comparison.differences, (left, right))
    if comparison.one_sided:
        screen.gap()
        screen.heading(say("one_sided"))
        _show(screen, comparison, comparison.one_sided, (left, right))
    screen.gap()
    counts = [
        say("same", count=comparison.equal),
        say("neither", count=comparison.unknown) if comparison.unknown else "",
        say("only", side=left, count=comparison.only_left) if comparison.only_left else "",
        say("only", side=right, count=comparison.only_right) if comparison.only_right else "",
    ]
    screen.line((" · ".join(filter(None, counts)), "dim"))


def names(screen: Screen, comparison: Comparison) -> tuple[str, str]:
    """What to call the two sides in a column head: the years, or the bodies."""
    sides = (comparison.left, comparison.right)
    if comparison.subject is Subject.YEARS:
        return str(sides[0].year or "?"), str(sides[1].year or "?")
    if comparison.subject is Subject.BODIES:
        named = [(side.agency or "?") for side in sides]
        return named[0], named[1]
    return "A", "B"


def _full(screen: Screen, side: Side) -> str:
    year = screen.say("year", year=side.year) if side.year else screen.say("no_year")
    return f"{side.agency or screen.say('no_agency')} {year}"


def _show(screen: Screen, comparison: Comparison, found: Sequence[Difference], sides: tuple[str, str]) -> None:
    forms = [format_of(comparison.left.format), format_of(comparison.right.format)]
    for table, group in groupby(found, key=lambda each: each.table):
        spec = next(form.table(table) for form in forms if form.has(table))
        screen.gap()
        screen.heading(spec.title + (f" {spec.gloss}" if screen.lang == "en" else ""))
        fold = 4 if screen.narrow else 8
        heads = ["\n".join(side[i : i + fold] for i in range(0, len(side), fold)) for side in sides]
        made = grid(
            [screen.say("head_row"), screen.say("head_column"), *heads, screen.say("head_change")], numbers=3, pad=2
        )
        before = ""
        for each in group:
            row = "" if each.row == before else _row_label(screen, forms, each)
            made.add_row(row, screen.label(each.column_label, each.column_gloss), *_figures(each))
            before = each.row
        screen.show(made, indent=0 if screen.narrow else 2)


def _row_label(screen: Screen, forms: Sequence[Format], each: Difference) -> Text:
    for form in forms:
        found = form.table(each.table).find(each.row) if form.has(each.table) else None
        if found:
            return row_label(screen, found[1])
    return Text(each.row_label)


def _figures(each: Difference) -> tuple[Text, Text, Text]:
    left, right = (Text(_number(value), no_wrap=True) for value in (each.left, each.right))
    if each.change is None:
        return left, right, Text("")
    change = ("+" if each.change > 0 else "") + _number(each.change)
    share = f" ({each.share:+.0%})" if each.share is not None else ""
    return left, right, Text(change + share, style="bold", no_wrap=True)


def _number(value: Number | None) -> str:
    return "—" if value is None else number_text(value)
