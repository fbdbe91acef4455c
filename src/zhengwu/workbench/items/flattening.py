"""The form of an item as one table of fields, and as pages of fields again."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from zhengwu.statute.catalogue import Record
from zhengwu.statute.forms.model import Field, Form, Kind, Section
from zhengwu.workbench.items.sections import FormRow

SAME = ("key", "label", "required", "help", "options", "least", "most", "means", "personal", "when")


def flat(form: Form) -> tuple[FormRow, ...]:
    """Every field with the title of its page."""
    return tuple(
        FormRow(page.title, kind=one.kind.value, **{name: getattr(one, name) for name in SAME})
        for page in form.sections
        for one in page.fields
    )


def rebuilt(record: Record, changes: Mapping[str, Any]) -> Record:
    """The record with these changes; "fields" and "rules" are those of its form."""
    own = {name: value for name, value in changes.items() if name not in ("fields", "rules")}
    if "fields" in changes:
        form = Form(_pages(record.form, changes["fields"]), changes["rules"])
        own["form"] = form
    return replace(record, **own)


def _pages(before: Form, rows: tuple[FormRow, ...]) -> tuple[Section, ...]:
    """The pages in the order in which the rows name them; a page that was there keeps what else it says."""
    known = {one.title: one for one in before.sections}
    taken = {one.key for one in before.sections}
    found: dict[str, list[Field]] = {}
    for row in rows:
        one = Field(kind=Kind(row.kind), **{name: getattr(row, name) for name in SAME})
        found.setdefault(row.section, []).append(one)
    pages = []
    for title, fields in found.items():
        if title in known:
            pages.append(replace(known[title], fields=tuple(fields)))
            continue
        key = next(name for at in range(1, len(taken) + 2) if (name := f"s{at}") not in taken)
        taken.add(key)
        pages.append(Section(key, title, tuple(fields)))
    return tuple(pages)
