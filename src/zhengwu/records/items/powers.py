"""Where powers come from and go to: delegation (委托), transfer (划转), devolution (下放、承接), abolition.

行政许可法第二十四条: only to another administrative body, published, and not delegated further. 第二十五条: what was
transferred the giver exercises no more; its items end the day before, and the cases still open are told. What a body
takes over becomes an item of its own (承接、认领); what it does not take has a reason.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from zhengwu.records import rows
from zhengwu.records.items import actions
from zhengwu.records.items.actions import MANAGE
from zhengwu.records.items.models import Item, Power, PowerItem
from zhengwu.records.journal.actions import Deed
from zhengwu.records.journal.actions import record as enter
from zhengwu.records.moments import day_of
from zhengwu.records.organs.models import Body
from zhengwu.records.organs.queries import BODY
from zhengwu.records.people.actors import Actor
from zhengwu.records.rows import told
from zhengwu.records.troubles import Words, conflict, forbidden, invalid, missing
from zhengwu.statute.catalogue import Record

KINDS = {
    "delegation": Words("委托", "delegation"),
    "transfer": Words("划转", "transfer"),
    "devolution": Words("下放承接", "devolution"),
    "authorisation": Words("授权", "authorisation"),
    "abolition": Words("取消", "abolition"),
}
STATES = {
    "sent": Words("待承接", "sent"),
    "taken": Words("已承接", "taken"),
    "refused": Words("未承接", "not taken"),
    "returned": Words("已退回", "returned"),
}
ADMINISTRATIVE = ("government", "department", "township")  # kinds of bodies that are 行政机关
POWER, LINE = Words("这次权力调整", "movement of powers"), Words("这一项权力", "power")
CLOSED = "9999-12-31"  # where closed cases sort; see `records.cases`
MOST = 2000
LENGTHS = {"title": 200, "document_number": 80, "basis": 300, "giver_name": 100, "agreement": 200, "notice": 200}


@dataclass(frozen=True, slots=True)
class Moving:
    """A movement of powers to `receiver_id`; of an abolition, the body whose powers end. `agreement` and `notice` are
    number or title, and where it was made public.
    """

    kind: str
    title: str
    receiver_id: int
    since: date
    giver_id: int | None = None
    giver_name: str = ""
    document_number: str = ""
    basis: str = ""
    agreed_on: date | None = None
    agreement: str = ""
    notice: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """One power that is moved; `item_id` is the giver's item, or the one that is abolished, where it is on file."""

    name: str
    code: str = ""
    department: str = ""
    should: bool = True
    item_id: int | None = None


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case that was open when the power went: it is handed over, or finished by who began it."""

    case_id: int
    number: str
    item_id: int
    item: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A movement that was put down, and the open cases that it leaves to be handed over."""

    power_id: int
    cases: tuple[OpenCase, ...]


def move(moving: Moving, sent: Sequence[Sent], *, by: Actor, at: datetime) -> Moved:
    """Puts a movement of powers down. Items that are transferred or abolished end the day before it begins.

    Raises Trouble: missing (a body, an item), forbidden, invalid (a fact, what the law wants), conflict (an item cannot
    end).
    """
    _check(moving, sent)
    with transaction.atomic():
        receiver = _body(moving.receiver_id, by, "receiver_id", manages=True)
        giver = None
        if moving.giver_id is not None:
            giver = _body(moving.giver_id, by, "giver_id", manages=moving.kind == "transfer")
        _lawful(moving, sent, receiver, giver)
        power = Power.objects.create(by=by.name[:60], at=at, **asdict(moving))
        rows.lay(PowerItem, [_line(power, one) for one in sent])
        ending = [one.item_id for one in sent if one.item_id is not None]
        cases: tuple[OpenCase, ...] = ()
        if moving.kind in ("transfer", "abolition") and ending:
            _end(ending, giver.pk if giver else receiver.pk, moving.since, day_of(at))
            cases = open_cases(ending)
        enter(Deed("power.moved", receiver.pk, "power", str(power.pk), moving.title), by=by, at=at)
    return Moved(power.pk, cases)


def _line(power: Power, one: Sent) -> PowerItem:
    done = power.kind == "abolition"
    return PowerItem(
        power_id=power.pk, name=one.name.strip()[:300], code=one.code.strip()[:50],
        department=one.department.strip()[:100],
        should=one.should, state="taken" if done else "sent", taken_on=power.since if done else None,
        item_id=one.item_id if done else None,
    )  # fmt: skip


def _check(moving: Moving, sent: Sequence[Sent]) -> None:
    if moving.kind not in KINDS:
        raise invalid("unknown_choice", "没有这种权力调整。", "There is no such kind.", where="kind")
    if not moving.title.strip():
        raise invalid("title_missing", "请写明目录或决定的名称。", "Say what it is called.", where="title")
    for name, most in LENGTHS.items():
        if len(getattr(moving, name)) > most:
            raise invalid("too_long", f"至多{most}字。", f"{most} characters at most.", where=name)
    if not sent or len(sent) > MOST or any(not one.name.strip() for one in sent):
        zh, en = f"请逐项写明权力名称，1至{MOST}项。", f"Name each power, {MOST} at most."
        raise invalid("items_missing", zh, en, where="items")
    if moving.until is not None and moving.until < moving.since:
        raise invalid("bad_day", "截止日期早于起始日期。", "It ends before it begins.", where="until")


def _lawful(moving: Moving, sent: Sequence[Sent], receiver: Body, giver: Body | None) -> None:
    """Raises Trouble (invalid) for what the law does not allow."""
    if moving.kind != "abolition" and giver is None and not moving.giver_name.strip():
        raise invalid("giver_missing", "请写明权力来自哪个机关。", "Say whose powers they were.", where="giver_id")
    if giver is not None and giver.pk == receiver.pk:
        raise invalid("same_body", "不能调整给自己。", "Not to the body itself.", where="receiver_id")
    if moving.kind in ("transfer", "abolition") and not moving.document_number.strip():
        zh, en = "请写明批准文件的文号。", "Name the document that decides it."
        raise invalid("decision_missing", zh, en, where="document_number")
    if moving.kind != "delegation":
        return
    if receiver.kind not in ADMINISTRATIVE:
        zh = "行政许可只能委托其他行政机关实施（行政许可法第二十四条）。"
        raise invalid("not_administrative", zh, "Only another administrative body.", where="receiver_id")
    for name in ("agreement", "notice"):
        if not getattr(moving, name).strip():
            zh, en = "委托应有协议，并公告受委托机关和委托内容。", "A delegation has an agreement and a public notice."
            raise invalid("paper_missing", zh, en, where=name)
    further = giver is not None and _delegated(giver.pk, sent)
    if further:
        zh = f"“{further}”是受委托的，不得再委托（行政许可法第二十四条）。"
        raise invalid("sub_delegation", zh, f"{further} is delegated itself and cannot be delegated.", where="items")


def _delegated(giver_id: int, sent: Sequence[Sent]) -> str:
    """The first of these powers that the giver itself only holds by delegation."""
    received = PowerItem.objects.filter(power__receiver_id=giver_id, power__kind="delegation", power__until=None)
    received = received.exclude(state__in=("refused", "returned"))
    names = set(received.values_list("name", flat=True)) | set(received.exclude(code="").values_list("code", flat=True))
    held = Item.objects.filter(body_id=giver_id, power_source__in=("delegated_above", "delegated_beside"))
    own = set(held.exclude(status="cancelled").values_list("pk", flat=True))
    taken = (one.name for one in sent if one.item_id in own or one.name.strip() in names or (one.code in names))
    return next(taken, "")


def _end(item_ids: list[int], body_id: int, since: date, on: date) -> None:
    items = list(Item.objects.select_for_update().filter(pk__in=item_ids, body_id=body_id).order_by("pk"))
    if len(items) < len(set(item_ids)):
        raise missing(Words("原机关的这个事项", "item of that body"), where="items")
    last = since - timedelta(days=1)
    if last < on - timedelta(days=1):
        raise invalid("bad_day", "生效日期不能早于今天。", "It cannot begin before today.", where="since")
    for item in items:
        actions.end(item, last, on)


def _body(body_id: int, by: Actor, where: str, *, manages: bool) -> Body:
    body = Body.objects.filter(pk=body_id, closed_on=None).first()
    if body is None:
        raise missing(BODY, where=where)
    if manages and not by.may(MANAGE, body.pk, body.path):
        raise forbidden(MANAGE)
    return body


def open_cases(item_ids: Sequence[int], *, most: int = 500) -> tuple[OpenCase, ...]:
    """The open cases of items, the most urgent first."""
    if not item_ids:
        return ()
    places = ", ".join(["%s"] * len(item_ids))
    statement = (
        "SELECT c.id, c.number, a.item_id, i.name, a.due_on FROM approvals_application a JOIN cases_case c ON "
        f"c.id = a.case_id JOIN items_item i ON i.id = a.item_id WHERE a.item_id IN ({places}) AND c.sort_on < %s "
        "ORDER BY c.sort_on, c.id LIMIT %s"
    )
    return tuple(OpenCase(*row) for row in told(statement, [*item_ids, CLOSED, most]))


def take(
    line_id: int, *, by: Actor, at: datetime, item_id: int | None = None, record: Record | None = None,
    unit_id: int | None = None,
) -> int:  # fmt: skip
    """Takes a power over: with an item that is there, or with one that is made of `record` now. Gives the item's id.

    Raises Trouble: missing, forbidden, conflict (taken before, abolished), invalid.
    """
    with transaction.atomic():
        line = _mine(line_id, by)
        if line.state == "taken":
            raise conflict("taken_before", "这一项已经承接。", "It was taken before.")
        if record is not None:
            item_id = actions.create(line.power.receiver_id, record, by=by, at=at, unit_id=unit_id).item_id
        elif item_id is None or not Item.objects.filter(pk=item_id, body_id=line.power.receiver_id).exists():
            raise missing(Words("本机关的这个事项", "item of the body"), where="item_id")
        line.state, line.taken_on, line.item_id, line.gap = "taken", day_of(at), item_id, ""
        line.save()
        enter(Deed("power.taken", line.power.receiver_id, "power", str(line.power_id), line.name), by=by, at=at)
    return item_id or 0


def leave(line_id: int, gap: str, *, by: Actor, at: datetime, returned: bool = False) -> None:
    """Says why a power is not taken, or, `returned`, given back. Trouble: missing, forbidden, invalid, conflict."""
    if not gap.strip():
        raise invalid("reason_missing", "请写明未承接或退回的原因。", "Say why.", where="gap")
    with transaction.atomic():
        line = _mine(line_id, by)
        if (line.state == "taken") != returned:
            zh, en = (
                "已承接的可以退回，未承接的写明原因。",
                "What was taken can be returned; what was not has a reason.",
            )
            raise conflict("other_state", zh, en)
        line.state, line.gap = "returned" if returned else "refused", gap.strip()[:300]
        line.save()
        enter(Deed("power.left", line.power.receiver_id, "power", str(line.power_id), line.name), by=by, at=at)


def _mine(line_id: int, by: Actor) -> PowerItem:
    found = (
        PowerItem.objects.select_for_update(of=("self",)).select_related("power__receiver").filter(pk=line_id).first()
    )
    if found is None:
        raise missing(LINE, where="line_id")
    receiver = found.power.receiver
    if not by.may(MANAGE, receiver.pk, receiver.path):
        raise forbidden(MANAGE)
    if found.power.kind == "abolition":
        raise conflict("abolished", "这一项权力已取消。", "It was abolished.")
    return found


def end(power_id: int, until: date, *, by: Actor, at: datetime) -> None:
    """Ends a movement, such as a delegation that is not renewed. Raises Trouble: missing, forbidden, invalid."""
    with transaction.atomic():
        power = Power.objects.select_for_update(of=("self",)).select_related("receiver").filter(pk=power_id).first()
        if power is None:
            raise missing(POWER, where="power_id")
        if not by.may(MANAGE, power.receiver_id, power.receiver.path):
            raise forbidden(MANAGE)
        if until < power.since:
            raise invalid("bad_day", "截止日期早于起始日期。", "It ends before it begins.", where="until")
        power.until = until
        power.save(update_fields=["until"])
        enter(Deed("power.ended", power.receiver_id, "power", str(power.pk), f"{until}"), by=by, at=at)
