"""Questions over the reports of many bodies: which rules they break how often, and what one cell says in each."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from django.db import connection

from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import within_sql
from zhengwu.records.reports.addresses import CellKey
from zhengwu.records.reports.checking import Checked, stored
from zhengwu.records.reports.drafting import form_for
from zhengwu.records.reports.ledgers import column_of
from zhengwu.records.reports.models import AnnualReport
from zhengwu.records.reports.queries import RIGHT
from zhengwu.records.reports.territory import thawed
from zhengwu.records.troubles import Words, missing
from zhengwu.statute.report.checks.catalogue import catalogue
from zhengwu.statute.report.model import Number, Severity

JUDGED = ("checked", "signed", "published")
FROZEN = ("signed", "published")
LEAST = 5  # bodies that state a number, from which on they are ranked: two or three are no ranking
REMEMBERED = 600  # reports with what was found in them
ORDER = {one.value: number for number, one in enumerate(Severity)}
NEWEST = """
SELECT r.id, r.body_id, b.name, r.status, r.digest, r.signed_at, r.published_on
FROM reports_annualreport r JOIN organs_body b ON b.id = r.body_id
WHERE r.year = %s AND r.status IN ({places}) AND {within} ORDER BY b.path, r.version
"""
_found: dict[tuple[object, ...], tuple[Checked, ...]] = {}
_stated: dict[tuple[object, ...], dict[CellKey, Number | None]] = {}


class Version(NamedTuple):
    """A version that counts, without its contents; two with the same key say the same."""

    pk: int
    body_id: int
    body: str
    status: str
    digest: str
    signed_at: object
    published_on: object

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from any other one."""
        return self.pk, self.status, self.digest, self.signed_at, self.published_on


@dataclass(frozen=True, slots=True)
class Breach:
    """What the reports have against one rule: which bodies, how often, the gravest of it."""

    rule: str
    title: Words
    severity: str
    bodies: int
    times: int


@dataclass(frozen=True, slots=True)
class Found:
    """A finding in the report of a body, and whether somebody gave a reason for it."""

    body_id: int
    body: str
    status: str
    finding: Checked
    reason: str


@dataclass(frozen=True, slots=True)
class Survey:
    """The findings over a year: by rule, worst first, and of how many reports; `unchecked` have not been checked."""

    breaches: tuple[Breach, ...]
    reports: int
    sound: int


@dataclass(frozen=True, slots=True)
class Stated:
    """What a cell says in the report of a body, this year and the year before; its rank, 0 for none."""

    body_id: int
    body: str
    value: Number | None
    before: Number | None
    rank: int


def survey(actor: Actor, year: int) -> Survey:
    """The findings in the reports within reach that count now, by rule. One statement, one more for what is new."""
    rows = _judged(actor, year)
    told: dict[str, dict[int, int]] = {}
    gravest: dict[str, str] = {}
    found = _findings(rows)
    for row in rows:
        for one in found[row.pk]:
            by_body = told.setdefault(one.rule, {})
            by_body[row.body_id] = by_body.get(row.body_id, 0) + 1
            gravest[one.rule] = min(gravest.get(one.rule, one.severity), one.severity, key=ORDER.__getitem__)
    breaches = [
        Breach(rule, title_of(rule, year), gravest[rule], len(by_body), sum(by_body.values()))
        for rule, by_body in told.items()
    ]
    breaches.sort(key=lambda one: (ORDER[one.severity], -one.bodies, -one.times, one.rule))
    sound = sum(not any(one.blocks for one in found[row.pk]) for row in rows)
    return Survey(tuple(breaches), len(rows), sound)


def against(actor: Actor, year: int, rule: str = "") -> list[Found]:
    """What stands against one rule, or any, body by body; those with the most of it first. Three statements at most."""
    rows = _judged(actor, year)
    found = _findings(rows)
    by_body = [(row, [one for one in found[row.pk] if rule in ("", one.rule)]) for row in rows]
    by_body.sort(key=lambda pair: -len(pair[1]))
    ids = [row.pk for row, its in by_body if its]
    reasons = dict(AnnualReport.objects.filter(pk__in=ids).values_list("pk", "reasons"))
    return [
        Found(row.body_id, row.body, row.status, one, reasons.get(row.pk, {}).get(one.id, ""))
        for row, its in by_body
        for one in its
    ]


def _judged(actor: Actor, year: int) -> list[Version]:
    """The report of each body that counts now: the newest that is checked or frozen."""
    form_for(year)
    return _newest(actor, year, JUDGED)


def _newest(actor: Actor, year: int, statuses: Sequence[str]) -> list[Version]:
    """The newest version of each body within reach, in the order of the tree. One statement."""
    within, values = within_sql(actor.reach(RIGHT), body="r.body_id", unit="")
    places = ", ".join(["%s"] * len(statuses))
    with connection.cursor() as cursor:
        cursor.execute(NEWEST.format(places=places, within=within), [year, *statuses, *values])
        found = [Version(*row) for row in cursor.fetchall()]
    return list({one.body_id: one for one in found}.values())


def _findings(rows: Sequence[Version]) -> dict[int, tuple[Checked, ...]]:
    """The findings of these reports; those of a report that has not changed are remembered."""
    fresh = {row.pk: row for row in rows if row.key not in _found}
    if fresh:
        read = AnnualReport.objects.filter(pk__in=list(fresh)).values_list("pk", "findings")
        for pk, findings in read:
            _found[fresh[pk].key] = stored(findings)
    told = {row.pk: _found[row.key] for row in rows}
    while len(_found) > max(REMEMBERED, len(rows)):
        del _found[next(iter(_found))]
    return told


def stated(actor: Actor, year: int, cell: CellKey) -> list[Stated]:
    """What a cell says in each signed report within reach, beside the year before; ranked where there are enough.

    Two statements, and one for each report not read before. Raises Trouble (missing) for a cell that there is not.
    """
    if column_of(form_for(year), cell) is None:
        raise missing(Words("这一格", "cell"), where="cell")
    now, earlier = _newest(actor, year, FROZEN), _newest(actor, year - 1, FROZEN)
    before = {row.body_id: _numbers(row).get(cell) for row in earlier}
    values = [(row, _numbers(row).get(cell)) for row in now]
    known = sorted((value for _, value in values if value is not None), reverse=True)
    ranked = len(known) >= LEAST
    return [
        Stated(
            row.body_id, row.body, value, before.get(row.body_id),
            known.index(value) + 1 if ranked and value is not None else 0,
        )
        for row, value in values
    ]  # fmt: skip


def _numbers(row: Version) -> dict[CellKey, Number | None]:
    key = row.key
    if key not in _stated:
        report = thawed(AnnualReport.objects.defer("snapshot").get(pk=row.pk))
        _stated[key] = {
            _cell(table.key, *at): one.stated for table in report.tables.values() for at, one in table.cells.items()
        }
        while len(_stated) > REMEMBERED:
            del _stated[next(iter(_stated))]
    return _stated[key]


@cache
def _cell(table: str, row: str, column: str) -> CellKey:
    """One key for a cell, however many reports it is remembered of."""
    return CellKey(table, row, column)


def forget() -> None:
    """Forgets what was read in reports."""
    _found.clear()
    _stated.clear()


def title_of(rule: str, year: int) -> Words:
    """What a rule says, in words; its id where only the records know it."""
    return _titles(year).get(rule) or OWN.get(rule) or Words(rule, rule)


@cache
def _titles(year: int) -> dict[str, Words]:
    return {one.id: Words(one.title, one.gloss) for one in catalogue(form_for(year))}


OWN = {
    "FIGURE-MISSING": Words("每一格都应有数据", "every cell has a figure"),
    "TEXT-GAP": Words("正文中的数据项应有数据", "every figure named in the text is there"),
    "COUNT-UNPLACED": Words("每件办件都应能计入表格", "every matter has its cell"),
    "ROLL-UNKNOWN": Words("应有上一年度报告可供比对", "last year’s report is on file"),
    "SUM-INCOMPLETE": Words("汇总应包括全部机关", "the sum holds every body"),
    "TEXT-START": Words("正文应由本机关核对补充", "the text is the body’s own"),
    "RENDER": Words("五种文件都应能生成", "all five documents can be written"),
    "READ-BACK": Words("文件读回应与报告一致", "documents read back say the same"),
}
