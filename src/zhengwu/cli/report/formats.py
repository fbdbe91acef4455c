"""`zhengwu report formats`."""

from typing import Any

import click

from zhengwu.cli import options
from zhengwu.statute.report.formats import Format, TableForm


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


def _show(screen: Any, form: Format, *, tables: bool) -> None:
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


def _show_table(screen: Any, table: TableForm) -> None:
    from zhengwu.cli.screen import grid

    screen.heading(f"{table.title}", f"{table.key} · {table.basis}")
    for block in table.blocks:
        for column in block.columns:
            unit = f"（{column.unit}）" if column.amount else ""
            screen.line(f"{column.key}  ", screen.label(f"{column.label}{unit}", column.gloss).plain, indent=4)
        made = grid([screen.say("head_row"), "", screen.say("head_basis")])
        for row in block.rows:
            label = row.label + (f"（{screen.say('optional')}）" if row.optional else "")
            made.add_row(row.key, screen.label(label, row.gloss), row.basis)
        screen.show(made, indent=2)


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
