"""The tables of the words by which cases, letters, files and publications are found."""

from django.db import migrations

from zhengwu.records.findable import dated, tables


def _make(_apps: object, editor: object) -> None:
    made = [statement for kind in ("cases", "letters", "files") for statement in tables.making(kind)]
    for statement in [*made, *dated.making("publications")]:
        editor.execute(statement)  # type: ignore[attr-defined]


class Migration(migrations.Migration):
    """Made by hand, since no model stands behind it."""

    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [migrations.RunPython(_make, migrations.RunPython.noop)]
