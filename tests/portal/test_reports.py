"""Reports as everybody reads them: found, as the form, compared, in five formats that open; checked and not kept."""

import re
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from tests.ui.conftest import TOKEN, Visitor
from zhengwu.portal import finding
from zhengwu.records.drafts import turns
from zhengwu.statute.report.readers import read_bytes

REPORT = Path("examples/five-bureaus/3-panjin-2020.txt")
KINDS = ("html", "pdf", "docx", "xlsx", "json")


@pytest.fixture
def visitor(db):
    """Somebody nobody knows."""
    return Visitor(raise_request_exception=False)


def sent(visitor, content, name="report.txt"):
    """The answer to a report that is uploaded."""
    return visitor.send("/reports/check", report=SimpleUploadedFile(name, content))


@pytest.mark.parametrize("kind", KINDS)
def test_a_report_is_downloaded_and_opens(visitor, published, kind):
    body = published(licensing=61)
    answer = visitor.get(f"/reports/{body}/2026/{kind}")
    read = read_bytes(answer.content, f"report.{kind}")
    assert (read.agency, read.year) == ("青禾区行政审批局", 2026)
    assert read.cell("publications", "licensing", "decisions").value == 61
    again = visitor.get(f"/reports/{body}/2026/{kind}", headers={"if-none-match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_a_report_is_shown_as_the_form_with_charts_in_both_languages(visitor, published):
    body = published(licensing=61)
    text = visitor.open(f"/reports/{body}/2026").text
    assert 'id="t-requests"' in text
    assert "予以公开</text>" in text
    english = visitor.open(f"/reports/{body}/2026", **{"accept-language": "en"}).text
    assert "予以公开</text>" not in english
    assert english.count('<table class="table">') == text.count('<table class="table">') == text.count("<svg")


def test_reports_are_found_by_year_and_body(visitor, published, district):
    body = published()
    assert f'href="/reports/{body}/2026"' in visitor.open("/reports").text
    assert f'href="/reports/{body}/2026"' in visitor.open(f"/reports?body={body}&year=2026").text
    assert f'href="/reports/{body}/2026"' in visitor.open(f"/reports?body={body}").text
    for query in ("year=1999", "year=x", "body=x", "body=999999", f"body={body}&year=1999", "year=" + "9" * 500):
        assert visitor.open(f"/reports?{query}").status_code == 200, query


def test_two_and_three_are_compared(visitor, published, district):
    body = published(licensing=61)
    published(year=2025, at=datetime(2026, 1, 12, 2, tzinfo=UTC), licensing=40)
    text = visitor.open(f"/reports/compare?a={body}-2025&b={body}-2026").text
    row = re.search(r"行政许可[^<]*</th>(.*?)</tr>", text)[1]
    assert re.findall(">([^<]+)</td>", row) == ["40", "61", "+21"]
    same = visitor.open(f"/reports/compare?a={body}-2026&b={body}-2026").text
    assert "选好两份后" in same
    for query in ("a=x&b=y", "a=1-1", f"a={body}-2025", "c=" + "9" * 300):
        assert visitor.open(f"/reports/compare?{query}").status_code == 200


def test_a_report_is_checked_and_nothing_stays(visitor, tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100  # so that it lies in a file while it is read
    left = ("drafts_turn", "findable_")  # how often one has asked; words of what is on file
    tables = [name for name in connection.introspection.table_names() if not name.startswith(left)]
    before = counted(tables)
    answer = sent(visitor, REPORT.read_bytes())
    assert 'class="findings"' in answer.text
    assert 'id="mark-' in answer.text
    assert list(tmp_path.iterdir()) == []
    assert counted(tables) == before


def counted(tables):
    """How many rows each table has."""
    with connection.cursor() as cursor:
        return {name: cursor.execute(f'SELECT count(*) FROM "{name}"') and cursor.fetchone()[0] for name in tables}


def test_the_findings_are_kept_by_whoever_wants_them(visitor, db):
    page = sent(visitor, REPORT.read_bytes()).text
    said = {"csrf": TOKEN.search(page)[1], "packed": re.search('name="packed" value="([^"]+)"', page)[1]}
    sheet = visitor.post("/reports/check/findings/csv", said).content.decode("utf-8-sig")
    rows = orjson.loads(visitor.post("/reports/check/findings/json", said).content)
    shown = len(re.findall('<strong class="grave-', page))
    assert len(rows) == shown == sheet.count("\r\n") - 1
    assert not any(line.startswith(("=", "+", "@")) for line in sheet.splitlines())
    forged = visitor.post("/reports/check/findings/json", {**said, "packed": said["packed"] + "x"})
    assert forged.status_code == 422


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", "a.pdf"), (b"%PDF-1.4 cut off", "a.pdf"), (b"PK\x03\x04broken", "a.docx"), (b"\x00" * 1000, "a.xlsx"),
     (b"MZ\x90\x00", "a.exe"), ("没有报告".encode(), "a.txt"), (b"<html><script>alert(1)</script>", "<script>.html")],
)  # fmt: skip
def test_hostile_files_are_answered_in_words(visitor, content, name):
    answer = sent(visitor, content, name)
    assert answer.status_code in (200, 422)
    assert "<script>" not in answer.text
    assert "系统出了问题" not in answer.text
    assert answer.status_code == 200 or 'href="#f-report"' in answer.text


def test_thirty_megabytes_are_too_many_and_told(visitor):
    answer = sent(visitor, b"x" * 30_000_000)
    assert answer.status_code == 422
    assert "20 MB" in answer.text


def test_an_upload_cut_off_is_told_and_nothing_falls_over(visitor):
    page = visitor.open("/reports/check").text
    csrf = TOKEN.search(page)[1]
    head = "--x\r\nContent-Disposition: form-data; name="
    body = f'{head}"csrf"\r\n\r\n{csrf}\r\n{head}"report"; filename="a.txt"\r\n\r\nhalf'
    for kind in ("multipart/form-data; boundary=x", "multipart/form-data", "multipart/form-data; boundary="):
        answer = visitor.post("/reports/check", body.encode(), content_type=kind)
        assert answer.status_code in (200, 400, 403, 422), kind


def test_one_address_checks_so_many(visitor):
    for _ in range(turns.LIMITS["check"].most):
        turns.take("check", "127.0.0.1", at=datetime.now(UTC))
    answer = sent(visitor, REPORT.read_bytes())
    assert answer.status_code == 422
    assert "分钟后再试" in answer.text


def test_what_a_report_says_is_found(published):
    body = published(licensing=61)
    assert finding.found("青禾区行政审批局2026年年度报告")[0].href == f"/reports/{body}/2026"
    hits = finding.found("行政复议和行政诉讼的情况")
    assert any(one.href.startswith(f"/reports/{body}/2026#part-") for one in hits)
    assert finding.found("火星上的水") == ()
    assert finding.found("") == ()
