"""Requests by the file: history from another system, or a pile of letters typed into a sheet.

Every row stands for itself: the good ones are imported, each bad one is told by row and column. `source_key` names a
row in the system it comes from, so that an import that is repeated, or goes on after it was broken off, makes no
second case. A page of rows is one transaction.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, transaction

from zhengwu.records.cases import actions, shelving
from zhengwu.records.cases.models import Case
from zhengwu.records.cases.opening import Applicant, Opening, check
from zhengwu.records.cases.shelving import Prepared
from zhengwu.records.cases.tables import COLUMNS, Row
from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.organs.models import Body
from zhengwu.records.organs.promised import Promised, promises_of
from zhengwu.records.organs.queries import BODY
from zhengwu.records.people.actors import Actor
from zhengwu.records.timetable.queries import calendar_of
from zhengwu.records.troubles import Trouble, Words, forbidden, invalid, missing
from zhengwu.statute.calendar import Calendar
from zhengwu.statute.procedures import model as statute
from zhengwu.statute.procedures import procedure

KEY = "information_request"
PAGE = 500
MOST_ERRORS = 1000
CLASSES = {
    "自然人": "natural_person",
    "公民": "natural_person",
    "商业企业": "enterprise",
    "科研机构": "research_institution",
    "社会公益组织": "nonprofit",
    "法律服务机构": "legal_service_org",
    "其他": "other_org",
}
ID_KINDS = {
    "居民身份证": "citizen_id",
    "身份证": "citizen_id",
    "统一社会信用代码": "uscc",
    "护照": "passport",
    "其他": "other",
}
CHANNELS = {
    "当面": "counter",
    "现场": "counter",
    "挂号信": "registered_mail",
    "邮政签收": "registered_mail",
    "特快专递": "registered_mail",
    "平信": "ordinary_mail",
    "网络": "online",
    "在线": "online",
    "传真": "fax",
    "口头": "oral",
}
DELIVERIES = {"当面": "counter", "邮寄": "post", "电子": "electronic", "其他": "other_agency"}
# What the law's words for a field of an event are called in a file.
WHERE = {"on": "received_on", "applicant.name": "applicant_name", "applicant.counted_class": "applicant_class"}


@dataclass(frozen=True, slots=True)
class RowError:
    """Why a row was not imported: where it stands, in which column, and what is the matter."""

    row: int
    column: str
    column_zh: str
    code: str
    message: Words


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file. `repeated` rows were there already; at most 1,000 errors are told one by one."""

    rows: int
    imported: int
    repeated: int
    failed: int
    dry_run: bool
    errors: tuple[RowError, ...]


@dataclass(slots=True)
class _Tally:
    imported: int = 0
    repeated: int = 0
    failed: int = 0
    errors: list[RowError] = field(default_factory=list)

    def refuse(self, row: Row, trouble: Trouble) -> None:
        self.failed += 1
        if len(self.errors) < MOST_ERRORS:
            column = WHERE.get(trouble.where, trouble.where.removeprefix("applicant."))
            known = COLUMNS.get(column, ("",))[0]
            self.errors.append(RowError(row.number, column if known else "", known, trouble.code, trouble.message))


def load(rows: Sequence[Row], body_id: int, *, dry_run: bool, by: Actor, at: datetime) -> Imported:
    """Imports rows of requests to a body. With `dry_run` everything is checked and nothing written.

    Raises Trouble: missing (body), forbidden (case.register). What is wrong with a row is in the answer.
    """
    body = Body.objects.filter(pk=body_id, closed_on=None).first()
    if body is None:
        raise missing(BODY, where="body_id")
    if not by.may("case.register", body.pk, body.path):
        raise forbidden("case.register")
    tally, calendar, seen = _Tally(), calendar_of(body_id), set[str]()
    for start in range(0, len(rows), PAGE):
        page = rows[start : start + PAGE]
        try:
            _page(page, body, tally, seen, calendar, dry_run=dry_run, by=by, at=at)
        except IntegrityError:  # the same file is being imported beside this one: by now its rows are there
            _page(page, body, tally, seen - {_key(row) for row in page}, calendar, dry_run=dry_run, by=by, at=at)
    return Imported(len(rows), tally.imported, tally.repeated, tally.failed, dry_run, tuple(tally.errors))


def _page(
    rows: Sequence[Row],
    body: Body,
    tally: _Tally,
    seen: set[str],
    calendar: Calendar,
    *,
    dry_run: bool,
    by: Actor,
    at: datetime,
) -> None:
    fresh = _Tally(errors=tally.errors[:])
    with transaction.atomic():
        keys = {_key(row) for row in rows}
        there = set(Case.objects.filter(body_id=body.pk, source_key__in=keys).values_list("source_key", flat=True))
        prepared: list[Prepared] = []
        promised = promises_of(body.pk, KEY)
        for row in rows:
            if _key(row) in there | seen:
                fresh.repeated += 1
                continue
            try:
                prepared.append(_prepared(row, body, calendar, promised, by, at))
                seen.add(_key(row))
            except Trouble as trouble:
                fresh.refuse(row, trouble)
        if prepared and not dry_run:
            shelving.shelve(body, KEY, prepared)
            record(Deed("cases.imported", body.pk, "case", "", f"{len(prepared)} 件"), by=by, at=at)
        fresh.imported = len(prepared)
    tally.imported, tally.repeated = tally.imported + fresh.imported, tally.repeated + fresh.repeated
    tally.failed, tally.errors = tally.failed + fresh.failed, fresh.errors


def _key(row: Row) -> str:
    return row.cells.get("source_key", "")[:100]


def _prepared(
    row: Row, body: Body, calendar: Calendar, promised: Sequence[Promised], by: Actor, at: datetime
) -> Prepared:
    """A row as a case, or Trouble naming the column."""
    key = row.cells.get("source_key", "")
    if not 0 < len(key) <= 100 or not key.isprintable():
        raise invalid(
            "source_key", "来源编号应为1至100字。", "A source key has 1 to 100 characters.", where="source_key"
        )
    applicant = _applicant(row)
    check(applicant, contact=not row.cells.get("decided_on"))  # history may lack what nobody asked for then
    events = list(_events(row))
    opening = Opening(applicant, source_key=key)
    case = actions.told(procedure(KEY), body.pk, events, opening, by=by, at=at, calendar=calendar)
    return shelving.prepare(body, case, opening, by=by, at=at, calendar=calendar, promised=promised)


def _applicant(row: Row) -> Applicant:
    cells = row.cells
    return Applicant(
        name=cells.get("applicant_name", ""),
        counted_class=_word(row, "applicant_class", CLASSES) or "natural_person",
        id_kind=_word(row, "id_kind", ID_KINDS),
        **{name: cells.get(name, "") for name in ("id_number", "phone", "address", "email", "organisation")},
    )


def _events(row: Row) -> Iterator[statute.Event]:
    """What happened, as far as the row tells: submission, confirmations, receipt, decision, delivery."""
    channel = _word(row, "channel", CHANNELS) or "counter"
    received, decided, delivered = (_day(row, name) for name in ("received_on", "decided_on", "delivered_on"))
    submitted = _day(row, "submitted_on") or received
    if submitted is None:
        raise invalid(
            "field_missing",
            "请填写提交日期或收到日期。",
            "Give the day of submission or receipt.",
            where="submitted_on",
        )
    items = [text.strip() for text in row.cells.get("items", "").splitlines() if text.strip()]
    says = {"channel": channel, "items": items, "filled_by_staff": True}
    signed = {"signed_on": received} if channel == "registered_mail" and received else {}
    yield statute.Event("submitted", submitted, says=says | signed)
    if received is not None:
        yield from _receipt(channel, submitted, received)
    if decided is not None:
        yield _decision(row, decided)
    if delivered is not None and _outcome(row) != "withdrawn":
        how = _word(row, "delivery_channel", DELIVERIES)
        yield statute.Event("delivered", delivered, says={"channel": how} if how else {})


def _receipt(channel: str, submitted: date, received: date) -> Iterator[statute.Event]:
    """条例第三十一条: where receipt is confirmed, the last confirmation was on the day of receipt."""
    if channel in ("online", "fax"):
        yield statute.Event("confirmed", submitted, says={"side": "applicant"})
    if channel in ("online", "fax", "ordinary_mail"):
        yield statute.Event("confirmed", received, says={"side": "office"})
    yield statute.Event("received", received)


def _decision(row: Row, on: date) -> statute.Event:
    outcome = _outcome(row)
    if not outcome:
        raise invalid("field_missing", "有决定日期的，请填写答复类型。", "A decision has an outcome.", where="outcome")
    if outcome == "withdrawn":
        return statute.Event("withdrawn", on)
    reasons = row.cells.get("reasons", "")
    return statute.Event("decided", on, says={"outcome": outcome, **({"reasons": reasons} if reasons else {})})


def _outcome(row: Row) -> str:
    names = {one.name.zh: one.key for one in procedure(KEY).outcomes}
    return _word(row, "outcome", names)


def _word(row: Row, column: str, words: dict[str, str]) -> str:
    """A closed word, in Chinese or as its key; empty where the cell is. Raises Trouble naming the column."""
    cell = row.cells.get(column, "")
    if not cell or cell in words.values():
        return cell
    if cell not in words:
        known = "、".join(words)
        zh = f"“{cell[:40]}”不在可选范围内：{known}。"
        raise invalid("unknown_word", zh, f"“{cell[:40]}” is none of: {', '.join(words.values())}.", where=column)
    return words[cell]


def _day(row: Row, column: str) -> date | None:
    """A day like 2026-03-02, 2026/3/2 or 2026年3月2日. Raises Trouble naming the column."""
    cell = row.cells.get(column, "")
    if not cell:
        return None
    parts = cell.replace("年", "-").replace("月", "-").replace("日", "").replace("/", "-").replace(".", "-").split("-")
    try:
        year, month, day = (int(part) for part in parts)
        return date(year, month, day)
    except ValueError:
        raise invalid(
            "bad_day",
            f"“{cell[:40]}”不是日期，应如 2026-03-02。",
            f"“{cell[:40]}” is no day such as 2026-03-02.",
            where=column,
        ) from None
