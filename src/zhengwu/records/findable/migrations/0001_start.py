"""The tables of the words by which cases, letters, files and publications are found."""

from django.db import migrations

from zhengwu.records.findable.tables import making


def _make(_apps: object, editor: object) -> None:
    for kind in ("cases", "letters", "files", "publications"):
        for statement in making(kind):
            editor.execute(statement)  # type: ignore[attr-defined]


class Migration(migrations.Migration):
    """Made by hand, since no model stands behind it."""

    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [migrations.RunPython(_make, migrations.RunPython.noop)]
