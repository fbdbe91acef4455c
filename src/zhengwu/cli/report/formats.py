"""`zhengwu report formats`."""

from typing import TYPE_CHECKING, Any

import click

from zhengwu.cli import options
from zhengwu.statute.report.formats import Format, TableForm

if TYPE_CHECKING:
    from rich.text import Text

    from zhengwu.cli.screen import Screen


@click.command(context_settings=options.HELP)
@click.argument("key", required=False, metavar="[FORM]")
@options.json
@options.lang
def formats(key: str | None, as_json: bool, lang: str) -> int:
    """List the statutory forms 格式, or the tables, rows and columns of one FORM with the keys used in JSON and CSV.

    \b
    Example:
      zhengwu report formats 2021 --lang en
    """
    from zhengwu.cli.troubles import Trouble
    from zhengwu.statute.report.formats import formats as known

    forms = [form for form in known() if key in (None, form.key)]
    if not forms:
        keys = ", ".join(form.key for form in known())
        raise Trouble(f"没有格式“{key}”；现有：{keys}。", f"There is no form {key!r}; known: {keys}.")
    if as_json:
        import json

        click.echo(json.dumps([_plain(form) for form in forms], ensure_ascii=False))
        return 0
    from zhengwu.cli.screen import Screen

    screen = Screen(lang)
    for form in forms:
        _show(screen, form, tables=key is not None)
    return 0


def _show(screen: "Screen", form: Format, *, tables: bool) -> None:
    years = "in_force_until" if form.until else "in_force"
    gloss = f" {form.gloss}" if screen.lang == "en" else ""
    screen.line((form.key, "bold"), f"  {form.title}{gloss}")
    screen.line((f"{form.document} · {screen.say(years, since=form.since, until=form.until)}", "dim"), indent=2)
    for table in form.tables:
        columns = " ".join(dict.fromkeys(column.key for block in table.blocks for column in block.columns))
        if tables:
            screen.gap()
            _show_table(screen, table)
        else:
            screen.line(f"{table.key}  {table.title}  ", (columns, "dim"), indent=2)
    screen.gap()


def _show_table(screen: "Screen", table: TableForm) -> None:
    """One grid a table: under each block's title its columns, then its rows, each with the key that data use."""
    from zhengwu.cli.screen import grid

    screen.heading(table.title + (f" {table.gloss}" if screen.lang == "en" else ""), f"{table.key} · {table.basis}")
    made = grid(["", screen.say("head_key"), screen.say("head_unit")])
    for block in table.blocks:
        if block.title:
            made.add_row(screen.label(block.title), "", "", style="bold")
        for column in block.columns:
            made.add_row(_label(screen, "column", column.label, column.gloss), column.key, column.unit)
        for row in block.rows:
            extra = f"（{screen.say('optional')}）" if row.optional else ""
            made.add_row(_label(screen, "row", row.label.split("（区分")[0] + extra, row.gloss), row.key, "")
        made.add_section()
    screen.show(made)


def _label(screen: "Screen", what: str, label: str, gloss: str) -> "Text":
    from rich.text import Text

    return Text(screen.say(f"is_{what}") + " ", style="dim") + screen.label(label, gloss)


def _plain(form: Format) -> dict[str, Any]:
    return {
        "key": form.key,
        "title": form.title,
        "gloss": form.gloss,
        "document": form.document,
        "since": form.since,
        "until": form.until,
        "parts": [{"key": part.key, "title": part.title, "gloss": part.gloss} for part in form.parts],
        "tables": [_plain_table(table) for table in form.tables],
    }


def _plain_table(table: TableForm) -> dict[str, Any]:
    def column(each: Any) -> dict[str, Any]:
        return {"key": each.key, "label": each.label, "gloss": each.gloss, "unit": each.unit}

    def row(each: Any) -> dict[str, Any]:
        return {"key": each.key, "label": each.label, "gloss": each.gloss, "optional": each.optional}

    blocks = [
        {
            "title": b.title,
            "basis": b.basis,
            "columns": [column(c) for c in b.columns],
            "rows": [row(r) for r in b.rows],
        }
        for b in table.blocks
    ]
    return {"key": table.key, "title": table.title, "gloss": table.gloss, "blocks": blocks}
