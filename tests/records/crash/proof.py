"""Whether what is on file is whole: each check gives sentences, none is a pass."""

import re
from collections import defaultdict

from django.db import connection

from zhengwu.records.cases import filing
from zhengwu.records.cases.models import Case, Event, Fee, Item, Party, Series, Wording
from zhengwu.records.keeping import proof as keeping
from zhengwu.records.outbox.models import Effect
from zhengwu.statute.calendar import national
from zhengwu.statute.procedures import procedure

OPENS = 2  # events with which every case of these tests is opened


def breaches(first_id=0):
    """All that is wrong with the cases from this id on, and with the numbers, wordings and rows around all of them."""
    found = [*_series(), *_wordings(), *_orphans()]
    for progress in (*keeping.journal(), *keeping.files()):
        found += [defect.message.en for defect in progress.defects]
    events = defaultdict(list)
    for case_id, *values in (
        Event.objects.filter(case_id__gte=first_id)
        .order_by("case_id", "number")
        .values_list("case_id", *filing.COLUMNS)
    ):
        events[case_id].append(filing.Filed(*values))
    for row in Case.objects.filter(pk__gte=first_id):
        found += [f"{row.number}: {breach}" for breach in _of_case(row, filing.marked(events[row.pk]))]
    return found


def _of_case(row, filed):
    """Length, head, chain of hashes, cached columns, items, fees, effects and parties against the events."""
    calendar = national()
    if [event.number for event in filed] != list(range(1, row.length + 1)) or row.length < OPENS:
        yield f"events {[event.number for event in filed]}, length {row.length}"
        return
    if filing.is_whole(filed) or filed[-1].hash != row.head:
        yield f"the chain is broken at {filing.is_whole(filed)}"
    try:
        case = filing.replayed(row.procedure, filed, calendar)
    except filing.BrokenFile as broken:
        yield f"the events do not follow: {broken}"
        return
    cached = filing.cached(case, calendar)
    for name in filing.Cached.__slots__:
        if getattr(row, name) != getattr(cached, name):
            yield f"{name} is {getattr(row, name)}, replay gives {getattr(cached, name)}"
    if _plain(Item.objects.filter(case_id=row.pk)) != _plain(filing.items_of(row, case)):
        yield "items are not those of the replay"
    standing = [event for event in filed if not event.struck]
    fees = sum(event.key in ("fee_notice_sent", "fee_paid") for event in standing)
    if Fee.objects.filter(case_id=row.pk).count() != fees:
        yield f"{fees} fees in the events, others in the ledger"
    if Party.objects.filter(case_id=row.pk, role="applicant").count() != 1:
        yield "no applicant, or two"
    told = [event.key for event in filed if _has_letter(row.procedure, event.key)]
    put = Effect.objects.filter(kind="case.step", payload__case=row.pk).order_by("id").values_list("payload", flat=True)
    if [payload["event"] for payload in put] != told:
        yield f"effects {[payload['event'] for payload in put]}, steps with letters {told}"


def _has_letter(procedure_key, key):
    step = procedure(procedure_key).step(key)
    return step is not None and bool(step.notices)


def _plain(items):
    names = [field.attname for field in Item._meta.concrete_fields if field.name != "id"]
    return sorted(tuple(str(getattr(item, name)) for name in names) for item in items)


def _series():
    """Numbers of each series run from 1 to its last without a gap or a double."""
    numbers = defaultdict(list)
    for body, key, number in Case.objects.values_list("body_id", "procedure", "number"):
        year, last = re.search(r"(\d{4})-(\d+)$", number).groups()
        numbers[body, key, int(year)].append(int(last))
    series = {(row.body_id, row.name, row.year): row.last for row in Series.objects.all()}
    for key, given in numbers.items():
        if sorted(given) != list(range(1, series.pop(key, 0) + 1)):
            yield f"series {key}: gaps or doubles"
    yield from (f"series {key} without a case" for key in series if key[1] in {"information_request", "lawsuit"})


def _wordings():
    for row in Wording.objects.all():
        if Case.objects.filter(wording_id=row.pk).count() != row.cases:
            yield f"wording {row.pk}: counted {row.cases}"


def _orphans():
    """Rows whose case is not there. PostgreSQL's own keys forbid them; so do SQLite's, at commit."""
    for model in (Event, Item, Party, Fee):
        if model.objects.filter(case__id=None).exists():
            yield f"{model.__name__}: rows without a case"
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for pragma in ("integrity_check", "foreign_key_check"):
                cursor.execute(f"PRAGMA {pragma}")
                yield from (f"{pragma}: {row}" for row in cursor.fetchall() if row != ("ok",))
