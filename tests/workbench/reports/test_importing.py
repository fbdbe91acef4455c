"""A report from elsewhere: read and shown first, kept only when agreed to, hostile files refused in words."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.workbench.reports.conftest import YEAR
from zhengwu.records.reports.models import AnnualReport, Figure, Incoming
from zhengwu.records.reports.queries import document


@pytest.fixture
def earlier(published, actors):
    """The bureau's published report as files, by kind, standing for those of another system."""
    return lambda kind: document(actors["clerk"], published, YEAR, kind).content


@pytest.fixture
def elsewhere(district):
    """The report of another body of that year, which has none yet."""
    return f"/desk/reports/{district.affairs}/{YEAR}"


@pytest.fixture
def clerk(seat, hire, district, cast):
    cast["affairs"] = hire("clerk", district.affairs)
    return seat("affairs")


def handed(clerk, base, content, name="report.html"):
    return clerk.send(f"{base}/import", file=SimpleUploadedFile(name, content))


@pytest.mark.parametrize("kind", ["html", "docx", "pdf", "xlsx", "json"])
def test_it_is_read_and_shown_and_nothing_is_kept(clerk, elsewhere, earlier, kind):
    answer = handed(clerk, elsewhere, earlier(kind), f"report.{kind}")
    assert answer.status_code == 303, answer.text
    page = clerk.open(answer.headers["Location"]).text
    assert page.count("✓ 读到数字") > 190
    assert "还没有写入任何数据" in page
    assert not AnnualReport.objects.filter(body_id=int(elsewhere.split("/")[3])).exists()


def test_agreed_to_it_is_the_report_published_elsewhere(clerk, elsewhere, earlier, district):
    place = handed(clerk, elsewhere, earlier("docx"), "report.docx").headers["Location"]
    assert clerk.send(place, deed="keep").headers["Location"] == elsewhere
    row = AnnualReport.objects.get(body=district.affairs, year=YEAR)
    assert (row.origin, row.status, row.source_name) == ("imported", "signed", "report.docx")
    assert not Incoming.objects.exists()
    following = clerk.open(f"/desk/reports/{district.affairs}/{YEAR + 1}/compared").text
    assert "数字来自导入的报告" in following


def test_its_figures_alone_may_be_entered(clerk, elsewhere, earlier, district):
    place = handed(clerk, elsewhere, earlier("xlsx"), "report.xlsx").headers["Location"]
    assert clerk.send(place, deed="enter").status_code == 303
    entered = Figure.objects.filter(body=district.affairs)
    assert {one.table for one in entered} == {"publications"}
    assert entered[0].note == "取自文件：report.xlsx"
    assert not AnnualReport.objects.filter(body=district.affairs, status="signed").exists()


def test_given_up_it_is_forgotten(clerk, elsewhere, earlier):
    place = handed(clerk, elsewhere, earlier("html")).headers["Location"]
    assert clerk.send(place, deed="drop").status_code == 303
    assert clerk.get(place).status_code == 404
    assert not AnnualReport.objects.filter(origin="imported").exists()


def test_only_who_handed_it_in_is_shown_it(clerk, elsewhere, earlier, seat, hire, district, cast):
    place = handed(clerk, elsewhere, earlier("html")).headers["Location"]
    cast["other"] = hire("clerk", district.affairs)
    assert seat("other").get(place).status_code == 404
    assert seat("clerk").get(place).status_code == 404


HOSTILE = {
    "empty": b"",
    "noise": bytes(range(256)) * 40,
    "torn docx": b"PK\x03\x04" + b"\0" * 200,
    "torn pdf": b"%PDF-1.7\n1 0 obj\n<<",
    "another page": "<html><body><p>今日天气晴。</p></body></html>".encode(),
    "deep json": b"[" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_refuses_what_is_no_report(clerk, elsewhere, name):
    answer = handed(clerk, elsewhere, HOSTILE[name], "report.html")
    assert answer.status_code in (409, 422), answer.status_code
    assert "请改正以下内容" in answer.text
    assert re.search(r'id="f-file-problem"', answer.text)
    assert not Incoming.objects.exists()


def test_it_refuses_another_year_and_two_files(clerk, earlier, district):
    base = f"/desk/reports/{district.affairs}/{YEAR - 1}"
    assert f"这是{YEAR}年度的报告" in handed(clerk, base, earlier("html")).text
    two = [SimpleUploadedFile("a.html", b"a"), SimpleUploadedFile("b.html", b"b")]
    assert clerk.send(f"{base}/import", file=two).status_code == 422


def test_a_report_signed_here_is_not_replaced(seat, base, earlier, published):
    clerk = seat("clerk")
    place = handed(clerk, base, earlier("html")).headers["Location"]
    assert 'value="keep"' not in clerk.open(place).text
    assert clerk.send(place, deed="keep").status_code == 409
    assert AnnualReport.objects.get(body=published, year=YEAR).origin == "counted"


def test_it_is_not_replaced_while_a_correction_is_open_either(seat, base, earlier, published):
    clerk = seat("clerk")
    clerk.send(f"{base}/do/correct", reason="许可数据有误")
    place = handed(clerk, base, earlier("html")).headers["Location"]
    assert 'value="keep"' not in clerk.open(place).text
    assert clerk.send(place, deed="keep").status_code == 409
    assert (
        list(AnnualReport.objects.filter(body=published, year=YEAR).values_list("origin", flat=True)) == ["counted"] * 2
    )


def test_who_only_reads_hands_nothing_in(seat, base):
    assert seat("reviewer").get(f"{base}/import").status_code == 403
