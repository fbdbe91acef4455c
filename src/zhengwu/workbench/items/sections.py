"""What the editor of an item shows: sections, the parts of each, and how every element is typed. All of it is data.

A part with rows is a table of the record ("materials"); one without is the record itself or one thing in it. The fields
of the form are edited as one table of rows, each of which names the page it stands on.
"""

from dataclasses import dataclass
from typing import Literal

from zhengwu.statute.catalogue.model import (
    Basis,
    Commitment,
    Faq,
    FeeLine,
    Material,
    Place,
    Question,
    Record,
    Result,
    Stage,
    Variant,
)
from zhengwu.statute.forms.model import Option, Rule, When

Typed = Literal[
    "text", "long", "lines", "code", "codes", "yes", "said", "count", "days", "limit", "own_limit", "when", "choices",
    "options", "stages", "hidden", "paper", "kind", "relation", "field", "field_when",
    "stage_key",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spec:
    """An element: its name, how it is typed, its code list, whether it must be said; `width` as in `ui.forms`."""

    name: str
    typed: Typed = "text"
    codes: str = ""
    required: bool = False
    most: int = 200
    width: int = 0


@dataclass(frozen=True, slots=True)
class FormRow:
    """A field of the item's form, with the title of the page it stands on."""

    section: str = ""
    key: str = ""
    label: str = ""
    kind: str = "text"
    required: bool = True
    help: str = ""
    options: tuple[Option, ...] = ()
    least: int | None = None
    most: int | None = None
    means: str = ""
    personal: bool = False
    when: tuple[When, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Elements that lie together. `many`: a table, of rows of `of`. `attribute` is empty for the record itself."""

    attribute: str
    of: type
    specs: tuple[Spec, ...]
    many: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the editor."""

    key: str
    parts: tuple[Part, ...]


def _own(*specs: Spec) -> Part:
    return Part("", Record, specs)


KEY = Spec("key", "hidden")
LAST_DAYS = (Spec("statutory", "own_limit"), Spec("promised", "own_limit"))

SECTIONS = (
    Section("identity", (
        _own(
            Spec("name", required=True, most=300), Spec("type", "code", "item_type", required=True),
            Spec("action", "code", "action", required=True), Spec("catalog_code", most=12, width=8),
            Spec("local_code", most=50), Spec("main", most=300), Spec("sub", most=300),
            Spec("level", "code", "level", required=True), Spec("body_nature", "code", "body_nature", required=True),
            Spec("power_source", "code", "power_source", required=True), Spec("delegated_by"),
            Spec("joint_bodies", "lines"), Spec("objects", "codes", "object"), Spec("themes", "codes", "theme"),
            Spec("events", "codes", "life_event"), Spec("safety", "yes"),
        ),
        Part("bases", Basis, (
            Spec("law", required=True), Spec("number"), Spec("article"), Spec("text", "long", most=4000)), many=True),
    )),
    Section("time", (
        _own(Spec("case_type", "code", "case_type", required=True), Spec("statutory", "limit"),
             Spec("promised", "limit")),
        Part("stages", Stage, (
            Spec("key", "stage_key"), Spec("name", required=True, most=100), Spec("days", "count", width=4),
            Spec("unit", most=100), Spec("own", "yes"), Spec("special", "code", "special"), Spec("together", most=40),
            Spec("standard", "long", most=1000)), many=True),
    )),
    Section("reach", (
        _own(
            Spec("channels", "codes", "channel", required=True), Spec("scope", "codes", "scope"),
            Spec("visits", "count", width=4), Spec("visit_reason", "long", most=500), Spec("depth", "codes", "depth"),
            Spec("address", most=500), Spec("mobile_address", most=500), Spec("system"), Spec("in_hall", "yes"),
            Spec("appointment", "yes"), Spec("kiosk", "yes"), Spec("nearby", "yes"), Spec("mails", "yes"),
        ),
    )),
    Section("conditions", (
        _own(Spec("conditions", "lines", most=8000), Spec("quota", "long", most=1000),
             Spec("intermediary", "long", most=1000)),
    )),
    Section("materials", (
        Part("materials", Material, (
            KEY, Spec("name", required=True, most=300), Spec("kind", "code", "material_kind", required=True),
            Spec("form", "code", "material_form", required=True),
            Spec("necessity", "code", "necessity", required=True),
            Spec("source", "code", "material_source", required=True), Spec("issuer"), Spec("licence_type", most=40),
            Spec("originals", "days", width=4), Spec("copies", "days", width=4), Spec("specification"),
            Spec("instructions", "long", most=1000), Spec("criteria", "long", most=1000), Spec("basis", most=500),
            Spec("blank", "paper", most=40), Spec("sample", "paper", most=40), Spec("replaced", "yes"),
            Spec("when", "when")),
            many=True),
        _own(Spec("supplement_days", "days", width=4), Spec("on_lapse", "code", "on_lapse", required=True)),
    )),
    Section("situations", (
        Part("questions", Question, (
            KEY, Spec("text", required=True, most=300), Spec("choices", "choices", required=True, most=4000),
            Spec("help", most=500), Spec("when", "when")), many=True),
        Part("variants", Variant, (
            KEY, Spec("name", required=True, most=100), Spec("when", "when", required=True),
            Spec("case_type", "code", "case_type"), *LAST_DAYS, Spec("visits", "count", width=4),
            Spec("stages", "stages", most=4000)), many=True),
    )),
    Section("fees", (
        _own(Spec("charged", "said"), Spec("pays_online", "yes")),
        Part("fees", FeeLine, (
            Spec("name", required=True), Spec("standard", required=True, most=500),
            Spec("basis", required=True, most=500), Spec("yuan", most=20, width=8), Spec("reduction", most=500)),
            many=True),
    )),
    Section("results", (
        Part("results", Result, (
            Spec("name", required=True), Spec("kind", "code", "result_kind", required=True),
            Spec("licence_type", most=40), Spec("months", "count", width=4), Spec("sample", "paper", most=40)),
            many=True),
        _own(Spec("delivery", "codes", "delivery")),
    )),
    Section("places", (
        Part("places", Place, (
            Spec("name", required=True), Spec("address", most=300), Spec("hours"), Spec("phone", most=60),
            Spec("counter", most=60)), many=True),
        _own(Spec("consult_phone", most=60), Spec("complaint_phone", most=60), Spec("review_body"), Spec("court")),
    )),
    Section("faqs", (
        Part("faqs", Faq, (
            Spec("question", required=True, most=300), Spec("answer", "long", required=True, most=2000)), many=True),
    )),
    Section("commitment", (
        Part("commitment", Commitment, (
            Spec("kind", "code", "commitment"), Spec("obligations", "lines", most=4000),
            Spec("consequences", "long", most=2000), Spec("check_days", "days", width=4))),
    )),
    Section("form", (
        Part("fields", FormRow, (
            Spec("section", required=True), KEY, Spec("label", required=True),
            Spec("kind", "kind", required=True), Spec("required", "yes"), Spec("help", most=500),
            Spec("options", "options", most=4000), Spec("least", "count", width=4), Spec("most", "count", width=4),
            Spec("means", most=60), Spec("personal", "yes"), Spec("when", "field_when")), many=True),
        Part("rules", Rule, (
            Spec("left", "field", required=True), Spec("relation", "relation", required=True),
            Spec("right", "field", required=True), Spec("message", required=True)), many=True),
    )),
)  # fmt: skip

BY_KEY = {one.key: one for one in SECTIONS}
KEYED = {"materials": "m", "questions": "q", "variants": "v", "fields": "f"}
"""Tables whose rows have a key that others point to, each with the letter that new keys begin with."""
