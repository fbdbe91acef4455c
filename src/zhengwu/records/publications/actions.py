"""What is done to publications beside the steps of their case: registered, written, placed, published in their time."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from zhengwu.records import rows
from zhengwu.records.cases import actions as cases
from zhengwu.records.cases.models import Case
from zhengwu.records.cases.opening import Opening
from zhengwu.records.cases.queries import posts_over
from zhengwu.records.moments import day_of
from zhengwu.records.people.actors import CLOCKWORK, Actor
from zhengwu.records.publications import carrying
from zhengwu.records.publications.columns import is_open
from zhengwu.records.publications.models import Entry, Placement, Publication, Version
from zhengwu.records.publications.texts import Written, check, paragraphs
from zhengwu.records.publications.visible import to_staff
from zhengwu.records.troubles import Trouble, Words, conflict, forbidden, invalid, missing
from zhengwu.statute.disclosure import ORIGINS, categories, channels, kinds, pilot_fields
from zhengwu.statute.procedures import Event

PUBLICATION = Words("这条信息", "publication")
DESK = frozenset(("clerk", "handler", "head"))
MOST = 200  # published by themselves in one round


@dataclass(frozen=True, slots=True)
class Draft:
    """A piece of information to be published. Without column and category those of its kind hold."""

    kind: str
    made_on: date
    written: Written
    unit_id: int | None = None
    column: str = ""
    category: str = ""
    field: str = ""
    entry_id: int | None = None
    origin: str = "made"
    origin_body: str = ""
    interprets_id: int | None = None


@dataclass(frozen=True, slots=True)
class Registered:
    """A publication just registered, with its case."""

    publication_id: int
    case_id: int
    number: str


def register(body_id: int, draft: Draft, *, by: Actor, at: datetime, source_key: str | None = None) -> Registered:
    """Puts a piece of information on the register, to be published within twenty working days of `made_on`.

    Raises Trouble: invalid (a field), missing (body, unit, list entry), forbidden. Repeated with the same `source_key`
    it gives the one that is there.
    """
    check_draft(body_id, draft)
    said = {"items": [draft.written.title.strip()[:300]], "kind": draft.kind}
    opening = Opening(unit_id=draft.unit_id, title=draft.written.title.strip()[:200], source_key=source_key)
    with transaction.atomic():
        event = Event("registered", draft.made_on, says=said)
        made = cases.open_case(carrying.PROCEDURE, body_id, [event], opening, by=by, at=at)
        there = Publication.objects.filter(case_id=made.case_id).values_list("id", flat=True).first()
        if there is not None:
            return Registered(there, made.case_id, made.number)
        row = _row(body_id, draft, made.case_id)
        row.source_key = source_key
        rows.lay(Publication, [row])
        rows.lay(Version, [_version(row, draft.written, by, at)])
    return Registered(row.pk, made.case_id, made.number)


def _row(body_id: int, draft: Draft, case_id: int) -> Publication:
    kind = kinds()[draft.kind]
    due_on = Case.objects.values_list("due_on", flat=True).get(pk=case_id)
    return Publication(
        body_id=body_id,
        unit_id=draft.unit_id,
        case_id=case_id,
        document_number=draft.written.document_number.strip(),
        title=draft.written.title.strip(),
        summary=draft.written.summary.strip(),
        kind=draft.kind,
        column=draft.column or kind.column,
        category=draft.category or kind.category,
        field=draft.field,
        entry_id=draft.entry_id,
        origin=draft.origin,
        origin_body=draft.origin_body.strip(),
        made_on=draft.made_on,
        due_on=due_on,
        interprets_id=draft.interprets_id,
    )


def _version(row: Publication, written: Written, by: Actor, at: datetime) -> Version:
    html, text = paragraphs(written)
    facts = [list(pair) for pair in written.facts]
    return Version(
        publication_id=row.pk,
        number=1,
        title=row.title,
        summary=row.summary,
        html=html,
        text=text,
        facts=facts,
        by=by.name,
        at=at,
    )


def check_draft(body_id: int, draft: Draft) -> None:
    """Raises Trouble for a draft that cannot be: invalid (a field), missing (a list entry, what it explains)."""
    check(draft.written)
    known = (
        ("kind", draft.kind in kinds()),
        ("column", not draft.column or is_open(draft.column)),
        ("category", not draft.category or draft.category in categories()),
        ("field", not draft.field or draft.field in pilot_fields()),
        ("origin", draft.origin in ORIGINS),
    )
    for name, right in known:
        if not right:
            raise invalid("unknown_choice", "没有这个选项。", "There is no such choice.", where=name)
    if draft.origin == "from_agency" and not draft.origin_body.strip():
        raise invalid(
            "origin_missing", "请写明制作或者最初获取的机关。", "Say which body made it.", where="origin_body"
        )
    if draft.entry_id is not None and not Entry.objects.filter(pk=draft.entry_id, body_id=body_id).exists():
        raise missing(Words("这一条基本目录", "line of the publication list"), where="entry_id")
    explained = draft.interprets_id
    if explained is not None and not Publication.objects.filter(pk=explained).exists():
        raise missing(Words("被解读的文件", "document that is explained"), where="interprets_id")


def write(publication_id: int, written: Written, *, by: Actor, at: datetime, seen: datetime | None = None) -> None:
    """Writes the version that is being prepared. `seen` is when the version that one saw was written.

    Raises Trouble: missing, forbidden, conflict (not in preparation, or written meanwhile), invalid (a field).
    """
    check(written)
    with transaction.atomic():
        row, version = prepared(publication_id, by)
        if seen is not None and seen != version.at:
            raise conflict(
                "changed_meanwhile",
                f"{version.by}已在您打开后修改过正文；没有作任何改动。",
                f"{version.by} has changed the text since you opened it; nothing was changed.",
                where="seen",
            )
        was = row.__dict__.copy()
        carrying.rewrite(version, written, by=by.name, at=at)
        if not row.version:  # what has once been public keeps what it is counted and found by
            row.title = version.title
            row.summary, row.document_number = written.summary.strip(), written.document_number.strip()
        rows.write(row, was)


def prepared(publication_id: int, by: Actor) -> tuple[Publication, Version]:
    """The row and the version in preparation, the row's case locked; for those who may write it.

    Raises Trouble: missing (not there, or not to be seen), forbidden, conflict (the case is not in preparation).
    """
    found = to_staff(by).filter(pk=publication_id).values_list("case_id", flat=True).first()
    if found is None:
        raise missing(PUBLICATION, where="publication_id")
    case = Case.objects.select_for_update().get(pk=found)
    if not posts_over(by, case.body_id, case.unit_id) & DESK:
        raise forbidden("case.handle", "您的岗位不能起草拟公开信息。", "Your posts do not let you draft publications.")
    row = carrying.of_case(case.pk)
    version = carrying.prepared_version(row)
    if case.state != "preparing" or version is None:
        raise conflict(
            "not_in_preparation",
            "现在不是拟稿阶段，不能修改。",
            "It is not in preparation.",
            advice=Words(
                "已送审的请先退回；已公开的请先办理更正或者修订。",
                "Have it returned where it is under review; begin a correction or a revision where it is public.",
            ),
        )
    return row, version


def check_writing(publication_id: int, by: Actor) -> None:
    """Raises Trouble as `prepared` where somebody may not write the version in preparation, or there is none."""
    with transaction.atomic():
        prepared(publication_id, by)


def place(publication_id: int, channel: str, where: str, on: date, *, by: Actor, at: datetime) -> Placement:
    """Puts down that it was also published in another channel: where, and on which day.

    Raises Trouble: missing, forbidden, invalid (channel, day), conflict (not public).
    """
    with transaction.atomic():
        row = _mine(publication_id, by)
        if channel not in channels() or channel == carrying.PORTAL:
            raise invalid("unknown_channel", "请选择网站以外的渠道。", "Choose another channel.", where="channel")
        if row.status != "public" or row.published_on is None:
            raise conflict("not_public", "这条信息没有公开。", "It is not public.", where="publication_id")
        if not row.made_on <= on <= day_of(at):
            zh, en = "日期应在信息生成之后、今日之前。", "The day lies outside what is possible."
            raise invalid("wrong_day", zh, en, where="on")
        return carrying.place(row, channel, where.strip()[:300], on, by=by.name, at=at)


def end_placement(placement_id: int, on: date, *, by: Actor, at: datetime) -> None:
    """Puts down that it is no longer published there; the counters follow. The portal's own place ends by taking down.

    Raises Trouble: missing, forbidden, invalid (day), conflict (ended before).
    """
    with transaction.atomic():
        found = Placement.objects.filter(pk=placement_id).exclude(channel=carrying.PORTAL).first()
        if found is None:
            raise missing(Words("这条发布记录", "record of publication"), where="placement_id")
        row = _mine(found.publication_id, by)
        if found.ended_on is not None:
            raise conflict("ended_before", "这条发布记录已经结束。", "This record has ended.", where="placement_id")
        if not found.on <= on <= day_of(at):
            zh, en = "日期应在发布之日之后、今日之前。", "The day lies outside what is possible."
            raise invalid("wrong_day", zh, en, where="on")
        carrying.end_place(row, found, on)


def _mine(publication_id: int, by: Actor) -> Publication:
    row = to_staff(by).select_for_update().filter(pk=publication_id).first()
    if row is None:
        raise missing(PUBLICATION, where="publication_id")
    if not posts_over(by, row.body_id, row.unit_id) & DESK:
        raise forbidden("case.handle")
    return row


def publish_due(at: datetime) -> tuple[int, list[str]]:
    """Publishes what was approved for a time that has come: how many, and what went wrong, in words. For the timer."""
    done, wrong = 0, []
    for case_id in carrying.due_now(at, MOST):
        try:
            cases.take(case_id, Event("published", day_of(at)), by=CLOCKWORK, at=at)
        except Trouble as trouble:
            wrong.append(f"case {case_id}: {trouble}")
        else:
            done += 1
    return done, wrong
