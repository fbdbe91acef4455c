"""Ledgers for the report: rows put on file directly, as the engine would have left them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from zhengwu.records.cases.models import OPEN_END, Case, Item
from zhengwu.statute.procedures import procedure

AT = datetime(2027, 1, 5, 2, tzinfo=UTC)
CLASSES = ("natural_person", "enterprise", "research_institution", "nonprofit", "legal_service_org", "other_org")


@dataclass(frozen=True)
class Matter:
    """One matter as the ledgers hold it; `concluded` None while it is open, `entered` None while it is unconfirmed."""

    procedure: str
    entered: int | None
    concluded: int | None
    outcome: str
    counted_class: str
    redone: str = ""
    of: int = 0  # matters with the same number other than 0 are items of one case


@pytest.fixture
def file_matters(db):
    """A function that puts matters on file for a body: a case for each, or for those with one `of`."""

    def filed(body_id, matters):
        groups: dict[object, list[Matter]] = {}
        for at, one in enumerate(matters):
            groups.setdefault(("of", one.of, one.procedure) if one.of else at, []).append(one)
        start = Case.objects.count()
        cases = [_case(body_id, start + number, group) for number, group in enumerate(groups.values())]
        cases = Case.objects.bulk_create(cases)
        for case, group in zip(cases, groups.values(), strict=True):
            Item.objects.bulk_create([_item(case, str(n), one) for n, one in enumerate(group, 1)])
        return cases

    return filed


def year_of(year):
    return OPEN_END if year is None else year


def day_in(year):
    return None if year is None else date(year, 3, 2)


def _case(body_id, number, group):
    first, concluded = group[0], [one.concluded for one in group]
    done = None if None in concluded else max(concluded)
    return Case(
        procedure=first.procedure, body_id=body_id, number=f"T{number}", created_at=AT,
        state=procedure(first.procedure).initial,
        counted_class=first.counted_class, outcome=first.outcome if done else "", is_open=done is None,
        entered_on=day_in(first.entered), entered_year=year_of(first.entered),
        concluded_on=day_in(done), concluded_year=year_of(done),
    )  # fmt: skip


def _item(case, number, one):
    return Item(
        case=case, body_id=case.body_id, procedure=case.procedure, number=number, counted_class=case.counted_class,
        entered_on=day_in(one.entered or 2026), entered_year=year_of(one.entered), outcome=one.outcome,
        concluded_on=day_in(one.concluded), concluded_year=year_of(one.concluded), redone=one.redone,
    )  # fmt: skip
