"""An item's form as fields of a page, and what is wrong with the answers beside them; who applies, asked for once.

Fields of the form that mean the holder's name, code, phone or address are not asked for again.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from zhengwu.portal.services.written import Written
from zhengwu.records.troubles import Words
from zhengwu.statute.catalogue.model import Record
from zhengwu.statute.forms import asked as asked_for
from zhengwu.statute.forms import judged
from zhengwu.statute.forms import model as statute
from zhengwu.statute.forms.judging import Judged
from zhengwu.statute.forms.model import Kind, Section
from zhengwu.statute.forms.reading import Wrong, read
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.forms import Kind as FieldKind

HOLDER = {f"holder.{name}": name for name in ("name", "code", "phone", "address")}
KINDS: Mapping[Kind, FieldKind] = {
    Kind.TEXT: "text", Kind.LONG: "textarea", Kind.DAY: "date", Kind.COUNT: "number", Kind.YUAN: "text",
    Kind.CHOICE: "radios", Kind.CHOICES: "checks", Kind.YES: "radios", Kind.CITIZEN_ID: "text",
    Kind.CREDIT_CODE: "text", Kind.PHONE: "tel", Kind.ADDRESS: "text",
}  # fmt: skip
MANY = 8  # from so many options on a list folds up
LONG = 6_000
PERSON = "natural_person"
LICENCE_ACTIONS = ("change", "renewal", "cancellation", "reissue")


def raw_of(record: Record, said: Written) -> dict[str, tuple[str, ...]]:
    """All answers to a form: those typed, and those that follow from who applies and which licence it is about."""
    known = {mean: said.who.get(name, "") for mean, name in HOLDER.items()}
    fields = [one for part in record.form.sections for one in part.fields]
    own = {one.key: (known[one.means],) for one in fields if known.get(one.means)}
    return {**said.filled, **own}


def sections(record: Record, said: Written, on: date) -> tuple[Section, ...]:
    """The pages of the form in this situation, with the fields that are asked for here."""
    found = asked_for(record.form, raw_of(record, said), on=on)
    stripped = (replace(one, fields=tuple(each for each in one.fields if each.means not in HOLDER)) for one in found)
    return tuple(one for one in stripped if one.fields)


def all_fields(record: Record, key: str) -> tuple[statute.Field, ...]:
    """Every field of a page of the form that is asked for here, in whatever situation."""
    return tuple(
        one for part in record.form.sections if part.key == key for one in part.fields if one.means not in HOLDER
    )


def field_of(one: statute.Field, complete: str = "") -> Field:
    """A field of an item's form as one of a page."""
    kind = KINDS[one.kind]
    if kind == "radios" and len(one.options) >= MANY:
        kind = "select"
    choices = tuple(Choice(each.key, same(each.text)) for each in one.options)
    if one.kind is Kind.YES:
        choices = tuple(Choice(each, words(f"services.fill.{each}")) for each in ("yes", "no"))
    hint = same(one.help) if one.help else words("services.fill.yuan") if one.kind is Kind.YUAN else None
    most = one.most if one.kind in (Kind.TEXT, Kind.LONG, Kind.ADDRESS) and one.most else LONG
    return Field(
        one.key, same(one.label), kind, hint, required=one.required, choices=choices, most=most, complete=complete
    )


def shown(part: Section, found: Judged, complete: str = "", *, faults: bool = True) -> Filled:
    """A page of the form with what was typed, and with what is wrong beside the fields."""
    fields = tuple(field_of(one, complete) for one in part.fields)
    keys = {one.key for one in part.fields}
    problems = {one.field: Words(one.zh, one.en) for one in found.faults if one.field in keys} if faults else {}
    return Filled(fields, {key: found.typed.get(key, ()) for key in keys}, problems)


def judge(record: Record, said: Written, on: date, section: str = "") -> Judged:
    """The answers by the item's form."""
    return judged(record.form, raw_of(record, said), on=on, section=section)


def who_form(record: Record, complete: str = "") -> Form:
    """Who applies: whom the result is for, how they are reached, who acts for them."""

    def one(name: str, kind: FieldKind = "text", *, required: bool = True, auto: str = "", **more: object) -> Field:
        label, hint = words(f"services.who_form.{name}.label"), words(f"services.who_form.{name}.hint")
        said = hint if hint.zh else None
        return Field(name, label, kind, said, required=required, complete=complete or auto, **more)  # type: ignore[arg-type]

    kinds = record.objects or (PERSON,)
    choices = tuple(Choice(key, words(f"services.kinds.{key}")) for key in kinds)
    about = (one("about", required=False, most=60),) if concerns_licence(record) else ()
    return Form(
        (
            one("kind", "radios", choices=choices),
            one("name", most=200, auto="name"),
            one("code", most=30, width=20),
            one("phone", "tel", most=30, width=12, auto="tel"),
            one("address", required=_asks(record, "holder.address"), auto="street-address"),
            one("agent", required=False, most=60),
            *about,
        )
    )


def _asks(record: Record, means: str) -> bool:
    """Whether the item's form wants something that means this, in any situation."""
    return any(one.required and one.means == means for part in record.form.sections for one in part.fields)


def concerns_licence(record: Record) -> bool:
    """Whether it is about a licence that somebody has already."""
    return record.action in LICENCE_ACTIONS and any(one.licence_type for one in record.results)


def who_checked(record: Record, filled: Filled, said: Written, on: date) -> Filled:
    """The same with what is wrong with who applies: codes by their check signs, all by the item's own form."""
    person = filled["kind"] == PERSON
    code = statute.Field(
        "code", words("services.who_form.code.label").zh, Kind.CITIZEN_ID if person else Kind.CREDIT_CODE
    )
    phone = statute.Field("phone", words("services.who_form.phone.label").zh, Kind.PHONE)
    for one in (code, phone):
        found = read(one, filled[one.key], on) if filled[one.key] else ""
        if isinstance(found, Wrong):
            filled = filled.wrong(one.key, Words(found.zh, found.en))
    if not person and not filled["agent"]:
        filled = filled.wrong("agent", words("services.who_form.agent_missing"))
    fields = {one.key: HOLDER[one.means] for part in record.form.sections for one in part.fields if one.means in HOLDER}
    judging = judge(record, replace(said, who=dict(_typed(filled))), on)
    for fault in judging.faults:
        name = fields.get(fault.field, "")
        if name and name not in filled.problems:
            filled = filled.wrong(name, Words(fault.zh, fault.en))
    return filled


def _typed(filled: Filled) -> Mapping[str, str]:
    return {one.name: filled[one.name] for one in filled.fields}


def who_of(filled: Filled) -> dict[str, str]:
    """Who applies, as it is kept."""
    return {**_typed(filled), "code": filled["code"].upper()}
