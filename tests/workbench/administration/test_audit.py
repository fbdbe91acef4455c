"""The audit trail is searched by person, deed, object and day; what is found is told in words and can be taken out."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.db import transaction
from python_calamine import CalamineWorkbook

from tests.workbench.administration.deeds import written
from tests.workbench.conftest import AT, TODAY
from zhengwu.records.cases.models import Case, Party
from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.journal.models import Entry
from zhengwu.records.keeping.proof import Defect
from zhengwu.records.keeping.remembered import note_proofs
from zhengwu.records.people.actors import PUBLIC
from zhengwu.records.troubles import Words
from zhengwu.ui.catalogue import catalogue
from zhengwu.workbench.administration import audit

PATH = "/desk/administration/journal"


def entered(action, body_id, by=PUBLIC, kind="case", object_id="1", reason="", at=AT, address="192.0.2.7"):
    """An entry of the journal."""
    with transaction.atomic():
        return record(Deed(action, body_id, kind, str(object_id), reason, address), by=by, at=at)


@pytest.mark.parametrize("action", sorted(written()))
def test_every_deed_has_a_word(action):
    assert audit.deed(action).zh != action, f"write audit.deed.{action} in both languages"


def test_every_kind_of_object_has_a_word(file, actors):
    file("delivered")
    kinds = set(Entry.objects.values_list("kind", flat=True)) - {""}
    assert [one for one in kinds if f"audit.kind.{one}" not in catalogue("zh")] == []


def test_it_works(seat, district, actors, file):
    case = Case.objects.get(pk=file("received"))
    party = Party.objects.get(case=case)
    entered("personal.unmasked", district.bureau, actors["clerk"], "party", party.pk, "核对身份")
    page = seat("auditor").open(f"{PATH}?who=登记员甲&only=looks").text
    assert "查看个人信息" in page
    assert f'<a href="/desk/cases/{case.pk}">当事人 {case.number}</a>' in page
    assert "核对身份" in page
    assert "1 条" in page


def test_everything_about_a_case_is_found_by_its_number(seat, district, actors, file):
    case = Case.objects.get(pk=file("received"))
    entered("case.exported", district.bureau, actors["head"], "case", case.pk)
    entered("personal.unmasked", district.bureau, actors["clerk"], "party", Party.objects.get().pk)
    entered("case.exported", district.bureau, actors["head"], "case", 999_999)
    page = seat("auditor").open(f"{PATH}?about={case.number}").text
    assert "2 条" in page
    assert "999999" not in page


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("action=letter.issue", ["甲事"]),
        ("kind=unit", ["乙事"]),
        ("kind=unit&about=7", ["乙事"]),
        ("who=公众", ["甲事", "乙事"]),
        ("who=没有这个人", []),
        ("first={today}", ["乙事"]),
        ("last={yesterday}", ["甲事"]),
        ("first={today}&last={yesterday}", []),
    ],
)
def test_what_each_filter_leaves(seat, district, query, seen):
    entered("letter.issue", district.bureau, kind="letter", reason="甲事", at=AT - timedelta(days=1))
    entered("unit.renamed", district.bureau, kind="unit", object_id=7, reason="乙事")
    said = query.format(today=TODAY, yesterday=TODAY - timedelta(days=1))
    page = seat("auditor").open(f"{PATH}?{said}")
    assert page.status_code == 200
    assert [one for one in ("甲事", "乙事") if one in page.text] == seen


def test_a_day_begins_at_midnight_of_the_office(seat, district):
    entered("unit.renamed", district.bureau, reason="零点后", at=datetime(2026, 3, 1, 16, 30, tzinfo=UTC))
    auditor = seat("auditor")
    assert "零点后" in auditor.open(f"{PATH}?first=2026-03-02&last=2026-03-02").text
    assert "零点后" not in auditor.open(f"{PATH}?last=2026-03-01").text


def test_pages_follow_one_another_without_a_gap(seat, district):
    for turn in range(audit.PAGE + 3):
        entered("unit.renamed", district.bureau, reason=f"第{turn}次", at=AT - timedelta(minutes=turn // 2))
    auditor = seat("auditor")
    first = auditor.open(f"{PATH}?kind=case").text
    after = first.split("after=")[1].split('"')[0]
    second = auditor.open(f"{PATH}?kind=case&after={after}").text
    assert sum(f"第{turn}次" in first for turn in range(audit.PAGE + 3)) == audit.PAGE
    assert sum(f"第{turn}次" in second for turn in range(audit.PAGE + 3)) == 3


def test_what_is_found_leaves_as_a_file_and_that_is_entered(seat, district):
    entered("unit.renamed", district.bureau, reason="=1+1")
    auditor = seat("auditor")
    text = auditor.get(f"{PATH}/export/csv?action=unit.renamed").content.decode("utf-8-sig")
    assert text.splitlines()[0].startswith("时间,何人,做了什么")
    assert "'=1+1" in text
    assert Entry.objects.get(action="journal.exported").reason == "action=unit.renamed"
    book = CalamineWorkbook.from_filelike(BytesIO(auditor.get(f"{PATH}/export/xlsx?action=unit.renamed").content))
    assert book.get_sheet_by_index(0).to_python()[1][2] == "内设机构更名"


def test_foreign_entries_are_not_there(seat, district):
    entered("unit.renamed", district.foreign, reason="云溪的事")
    assert "云溪的事" not in seat("auditor").open(PATH).text


@pytest.mark.parametrize("post", ["clerk", "head", "administrator"])
@pytest.mark.parametrize("path", [PATH, f"{PATH}/export/csv"])
def test_it_refuses_who_is_no_auditor(seat, post, path):
    assert seat(post).open(path).status_code == 403
    assert not Entry.objects.filter(action="journal.exported").exists()


def test_the_proof_of_the_chains_is_told(seat):
    auditor = seat("auditor")
    assert "还没有核对过" in auditor.open(PATH).text
    note_proofs({"journal": 5}, [], at=AT)
    assert "核对过 5 条哈希链，完好" in auditor.open(PATH).text
    note_proofs({"journal": 5}, [Defect("journal", "2", Words("审计日志第2链断开", "broken"))], at=AT)
    assert "审计日志第2链断开" in auditor.open(PATH).text


def test_a_page_costs_few_statements(seat, file, django_assert_max_num_queries):
    file("delivered")
    auditor = seat("auditor")
    with django_assert_max_num_queries(9):
        auditor.open(PATH)
