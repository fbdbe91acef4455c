"""The register as a ledger of the annual report: what it counts, what lies behind, and what it leaves to people."""

from datetime import date
from time import monotonic, sleep

import pytest
from django.db import connection

from tests.records.publications.shelf import placed, publication
from zhengwu.records.organs.models import Body
from zhengwu.records.publications import ledger
from zhengwu.records.publications.models import Publication
from zhengwu.records.reports import desk, queries, standing
from zhengwu.records.reports.addresses import CellKey
from zhengwu.records.reports.drafting import draft
from zhengwu.statute.report.formats import format_of

FORM, OLD = format_of("2021"), format_of("2019")
ROW = "normative_documents"


def document(body_id, made_on, on, title="办法", **more):
    facts = {"kind": "normative_document", "column": "normative", "category": "art20_01", "validity": "in_force"}
    return publication(body_id, on, title, **{**facts, "made_on": made_on, **more})


@pytest.fixture
def documents(district):
    """Three documents of 2025 and 2026, one repealed in 2026, one only a draft; another body's; and a notice."""
    document(district.bureau, date(2025, 12, 20), date(2026, 1, 6), "甲办法")
    document(district.bureau, date(2025, 3, 3), date(2025, 3, 9), "乙办法", repealed_on=date(2026, 6, 1))
    document(district.bureau, date(2026, 2, 2), date(2026, 2, 4), "丙办法")
    document(district.bureau, date(2026, 2, 3), None, "丁办法")
    document(district.affairs, date(2026, 2, 2), date(2026, 2, 4), "民政办法")
    placed(publication(district.bureau, date(2026, 3, 3), kind="notice"), "wechat", date(2026, 3, 4))
    return district.bureau


def of(body_id, year, form=FORM):
    return {one.column: value for one, value in ledger.cells(body_id, year, form).items() if one.row == ROW}


def test_it_works(documents):
    assert of(documents, 2026) == {"issued": 1, "repealed": 1, "in_force": 2}
    assert of(documents, 2025) == {"issued": 2, "repealed": 0, "in_force": 2}
    assert of(documents, 2026, OLD) == {"made": 1, "disclosed": 2, "disclosed_total": 3}


@pytest.mark.parametrize("form", [FORM, OLD])
@pytest.mark.parametrize("year", [2025, 2026])
def test_each_cell_opens_as_many_as_it_counts(documents, form, year):
    for cell, count in ledger.cells(documents, year, form).items():
        found, after = [], 0
        while page := ledger.behind(documents, year, form, cell, after, 1):
            found += page
            after = page[-1].id
        assert len(found) == count


def test_each_year_goes_on_from_the_one_before(documents):
    last, now = of(documents, 2025), of(documents, 2026)
    assert last["in_force"] + now["issued"] - now["repealed"] == now["in_force"]


def test_a_body_without_a_register_gets_no_zeros(documents, district):
    assert ledger.cells(district.station, 2026, FORM) == {}
    assert ledger.cells(documents, 2024, FORM) == {}
    assert "published.portal" not in draft(district.station, 2026).more


def test_the_report_says_where_its_figures_come_from(documents, district, actors):
    cell = CellKey("publications", ROW, "issued")
    assert queries.cell_of(actors["head"], documents, 2026, cell).stated.source == "publications"
    found = queries.recorded(actors["head"], documents, 2026, cell, "publications")
    assert [one.title for one in found] == ["丙办法"]
    text = draft(documents, 2026).report.parts["overview"].text
    assert "网站主动公开政府信息3条，并通过政务新媒体（微信公众号等）1条同步公开" in text
    whole = draft(district.government, 2026).more
    assert whole["published.portal"] == 0 if whole else True


def is_kept(body):
    """Whether the report is kept; on PostgreSQL a mark waits for transactions under way, those of others too."""
    until = monotonic() + 120
    while standing.standing(body, 2026) is not standing.standing(body, 2026) and monotonic() < until:
        sleep(0.02)
    return standing.standing(body, 2026) is standing.standing(body, 2026)


@pytest.mark.django_db(transaction=True)
def test_a_report_is_remembered_until_the_register_moves(documents):
    body = Body.objects.get(pk=documents)
    assert is_kept(body)
    Publication.objects.filter(title="丙办法").update(repealed_on=date(2026, 7, 1))
    assert standing.standing(body, 2026).draft.report.cell("publications", ROW, "in_force").value == 1
    again = standing.standing(body, 2026)
    placed(Publication.objects.get(title="丙办法"), "gazette", date(2026, 7, 1))
    assert standing.standing(body, 2026) is not again


def test_documents_are_found_by_their_own_index(documents):
    if connection.vendor != "sqlite":
        pytest.skip("the plan is SQLite's")
    with connection.cursor() as cursor:
        statement = f"EXPLAIN QUERY PLAN SELECT p.kind, COUNT(*) FROM {ledger.DOCUMENTS} GROUP BY p.kind"
        cursor.execute(statement, {"body": documents})
        assert "publication_documents" in str(cursor.fetchall())


def test_a_text_shows_what_was_published_live(documents, actors):
    pieces = desk.preview(actors["head"], documents, 2026, "overview", "全年公开{published.portal}条。")
    assert [(one.text, one.place) for one in pieces] == [("全年公开", ""), ("3", "published.portal"), ("条。", "")]
