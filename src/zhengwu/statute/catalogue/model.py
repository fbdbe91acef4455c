"""The record of a service item as one body runs it (实施清单): GB/T 39554.2, as frozen dataclasses.

Values of code lists are the keys of `codes.toml`. `when` looks at the answers to the questions of the record; all of it
must hold. Nothing here knows an office, a day or a file.
"""

from dataclasses import dataclass

from zhengwu.statute.forms.model import Form, When

NO_FORM = Form()


@dataclass(frozen=True, slots=True)
class Basis:
    """Where the power or a duty comes from (设定依据)."""

    law: str
    number: str = ""
    article: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit: `length` in `unit` (a key of the list `unit`); None where none is set. Zero is on the spot."""

    length: int | None = None
    unit: str = "working_days"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the work (办理环节). `key` is one of the list `stage` or the item's own; `own` ones are added reviews.

    `unit` names who does it; `together` ones of the same name are done side by side (并联). `special` ones are those
    of 行政许可法第四十五条, whose time is not counted.
    """

    key: str
    name: str
    days: int | None = None
    unit: str = ""
    own: bool = False
    special: str = ""
    together: str = ""
    standard: str = ""


@dataclass(frozen=True, slots=True)
class Material:
    """Something to hand in. `necessity` "deferrable" may come in afterwards (容缺后补); `licence_type` is the kind of
    licence by which the office already has it; `replaced` says that a commitment may stand for it (告知承诺).
    """

    key: str
    name: str
    kind: str = "other"
    form: str = "both"
    necessity: str = "necessary"
    source: str = "applicant"
    originals: int = 1
    copies: int = 0
    specification: str = ""
    instructions: str = ""
    criteria: str = ""
    basis: str = ""
    issuer: str = ""
    licence_type: str = ""
    blank: str = ""
    sample: str = ""
    replaced: bool = False
    when: tuple[When, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that can be given."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question by which the situation (情形) is found; asked where `when` holds."""

    key: str
    text: str
    choices: tuple[Choice, ...]
    when: tuple[When, ...] = ()
    help: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """What is different in a situation: what is None or empty stays as the record has it."""

    key: str
    name: str
    when: tuple[When, ...]
    case_type: str = ""
    statutory: Limit | None = None
    promised: Limit | None = None
    stages: tuple[Stage, ...] = ()
    visits: int | None = None


@dataclass(frozen=True, slots=True)
class FeeLine:
    """What is charged for, by which standard and on what basis; `reduction` says who pays less."""

    name: str
    standard: str
    basis: str
    yuan: str = ""
    reduction: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What one gets. `licence_type` is the kind of licence that is issued, `months` how long it holds; None: always."""

    name: str
    kind: str = "licence"
    licence_type: str = ""
    months: int | None = None
    sample: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one goes: name, address, hours, phone, counter."""

    name: str
    address: str = ""
    hours: str = ""
    phone: str = ""
    counter: str = ""


@dataclass(frozen=True, slots=True)
class Faq:
    """A question that is often asked."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """Notice and commitment (告知承诺): what is promised. `kind` is "proof" or "conditions"; empty: not offered.

    `obligations` are told beforehand, `check_days` working days after the decision it is verified.
    """

    kind: str = ""
    obligations: tuple[str, ...] = ()
    consequences: str = ""
    check_days: int = 30


@dataclass(frozen=True, slots=True)
class CatalogueLine:
    """A line of the base catalogue (基本目录), which bodies take over. A sub-item has the main item whose code ends in
    000 above it. No levels: all. Without a type it is that of the code.
    """

    code: str
    name: str
    type: str = ""
    levels: tuple[str, ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A service item with all its elements. Empty means not said, which is never the same as no."""

    name: str
    type: str
    action: str = "new"
    catalog_code: str = ""
    task_code: str = ""
    handle_code: str = ""
    local_code: str = ""
    main: str = ""
    sub: str = ""
    bases: tuple[Basis, ...] = ()
    body_nature: str = "statutory"
    power_source: str = "own"
    delegated_by: str = ""
    joint_bodies: tuple[str, ...] = ()
    level: str = "county"
    objects: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    case_type: str = "promised_time"
    channels: tuple[str, ...] = ("counter",)
    scope: tuple[str, ...] = ()
    in_hall: bool = True
    appointment: bool = False
    kiosk: bool = False
    pays_online: bool = False
    mails: bool = False
    nearby: bool = False
    statutory: Limit = Limit()
    promised: Limit = Limit()
    stages: tuple[Stage, ...] = ()
    visits: int | None = None
    visit_reason: str = ""
    depth: tuple[str, ...] = ()
    address: str = ""
    mobile_address: str = ""
    system: str = ""
    conditions: tuple[str, ...] = ()
    quota: str = ""
    intermediary: str = ""
    materials: tuple[Material, ...] = ()
    questions: tuple[Question, ...] = ()
    variants: tuple[Variant, ...] = ()
    charged: bool | None = None
    fees: tuple[FeeLine, ...] = ()
    results: tuple[Result, ...] = ()
    delivery: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    consult_phone: str = ""
    complaint_phone: str = ""
    review_body: str = ""
    court: str = ""
    faqs: tuple[Faq, ...] = ()
    commitment: Commitment = Commitment()
    on_lapse: str = "deemed_withdrawn"
    supplement_days: int = 10
    safety: bool = False
    form: Form = NO_FORM
