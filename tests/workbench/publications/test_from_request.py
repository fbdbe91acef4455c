"""What one applicant was given becomes a draft for everybody, with its files, linked both ways (条例第四十四条)."""

import pytest

from tests.workbench.conftest import AT, TODAY, told
from zhengwu.records.cases import actions as cases
from zhengwu.records.documents import releasing
from zhengwu.records.documents.releasing import Releasing
from zhengwu.records.publications.models import Publication, PublishedFile


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path


def given(file, actors):
    """A request on which something was given out, whole."""
    case_id = file("in_handling")
    releasing.release(case_id, Releasing("1", "征收补偿方案全文".encode(), "方案.txt"), by=actors["head"], at=AT)
    cases.take(case_id, told("decided", on=TODAY, outcome="granted"), by=actors["head"], at=AT)
    return case_id


def test_it_works(file, actors, seat):
    case_id, clerk = given(file, actors), seat("clerk")
    at = f"/desk/publications/of/{case_id}"
    assert at in clerk.open(f"/desk/cases/{case_id}").text
    page = clerk.open(at).text
    assert "方案.txt" in page
    chosen = page.partition('name="files" value="')[2].partition('"')[0]
    answer = clerk.fill(at, title="征收补偿方案", kind="notice", text="", files=chosen)
    assert answer.status_code == 303, answer.text
    made = Publication.objects.get()
    assert PublishedFile.objects.get().name == "方案.txt"
    assert f"/desk/cases/{case_id}" in clerk.open(f"/desk/publications/{made.pk}").text
    assert f"/desk/publications/{made.pk}" in clerk.open(f"/desk/cases/{case_id}").text
    assert clerk.get(at).headers["Location"] == f"/desk/publications/{made.pk}"


def test_it_refuses_what_was_not_given(file, seat):
    case_id = file("in_handling")
    assert seat("clerk").get(f"/desk/publications/of/{case_id}").status_code == 409
    assert f"/desk/publications/of/{case_id}" not in seat("clerk").open(f"/desk/cases/{case_id}").text
