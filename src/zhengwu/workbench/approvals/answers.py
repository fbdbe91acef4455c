"""An item's form on one page of the counter: what is known of the holder stands in it already."""

from collections.abc import Mapping
from datetime import date

from django.http import QueryDict

from zhengwu.records.approvals.holders import Holder
from zhengwu.records.troubles import Words
from zhengwu.statute.catalogue import Record
from zhengwu.statute.forms import model as statute
from zhengwu.statute.forms.judging import Judged, judged
from zhengwu.statute.forms.model import Kind
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.forms import Choice, Field
from zhengwu.ui.forms import Kind as Shown

BEGINS = "f-"
KINDS: Mapping[Kind, Shown] = {
    Kind.LONG: "textarea", Kind.DAY: "date", Kind.COUNT: "number", Kind.CHOICE: "select", Kind.CHOICES: "checks",
    Kind.YES: "radios", Kind.PHONE: "tel",
}  # fmt: skip
LONGEST = 6_000


def typed(record: Record, sent: QueryDict, holder: Holder) -> dict[str, tuple[str, ...]]:
    """What was typed into the form, by the keys of its fields; where nothing was, what is known of the holder."""
    known = known_of(record, holder)
    return {
        one.key: tuple(str(value)[:LONGEST] for value in sent.getlist(BEGINS + one.key)) or known.get(one.key, ())
        for part in record.form.sections
        for one in part.fields
    }


def known_of(record: Record, holder: Holder) -> dict[str, tuple[str, ...]]:
    """Fields whose meaning is one of the holder's facts, with that fact."""
    facts = {f"holder.{name}": str(getattr(holder, name)) for name in ("name", "code", "phone", "address")}
    fields = (one for part in record.form.sections for one in part.fields)
    return {one.key: (facts[one.means],) for one in fields if facts.get(one.means)}


def judge(record: Record, said: Mapping[str, tuple[str, ...]], on: date) -> Judged:
    """What the answers make of the form."""
    return judged(record.form, said, on=on)


def fields_of(record: Record, found: Judged) -> tuple[Field, ...]:
    """The fields that are asked for in the situation of the answers."""
    shown = set(found.shown)
    return tuple(_field(one) for part in record.form.sections for one in part.fields if one.key in shown)


def _field(one: statute.Field) -> Field:
    kind = KINDS.get(one.kind, "text")
    choices = tuple(Choice(each.key, same(each.text)) for each in one.options)
    if one.kind is Kind.YES:
        choices = tuple(Choice(each, words(f"items.{each}")) for each in ("yes", "no"))
    hint = same(one.help) if one.help else None
    return Field(
        BEGINS + one.key, same(one.label), kind, hint, required=one.required, choices=choices, most=LONGEST, rows=3
    )


def problems(found: Judged) -> dict[str, Words]:
    """What is wrong with the answers, by the names of the fields."""
    return {BEGINS + one.field: Words(one.zh, one.en) for one in found.faults}
