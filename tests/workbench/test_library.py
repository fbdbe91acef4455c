"""The library on the desk: reports come in, are matched, decided about, corrected, compared; and leave as files."""

import io
import json
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.records.library.conftest import page, shelf, take
from tests.ui.conftest import TOKEN
from zhengwu.records.library.models import Correction, Decision, Found, Paper
from zhengwu.workbench.library import paper as papers

__all__ = ["shelf", "take"]
BASE = "/desk/library"
TOTAL = "requests.concluded.total"


@pytest.fixture
def supervisor(shelf, seat):
    """The supervisor of the government, whose library it is."""
    papers.forget()
    return seat("supervisor")


@pytest.fixture
def wrong(take):
    """A report whose sum is wrong; gives its paper."""
    return take(page(total=9), "2024/教育局.html")


def sends(visitor, *files):
    """Sends files by the form; gives the response."""
    token, key = TOKEN.search(visitor.open(f"{BASE}/add").text).groups()
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    response = visitor.post(f"{BASE}/add", {"csrf": token, "key": key, "files": sent})
    response.text = response.content.decode()
    return response


def packed(**files):
    """An archive of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.html", content)
    return out.getvalue()


def test_it_works(supervisor):
    assert "还没有报告" in supervisor.open(BASE).text
    response = sends(supervisor, ("a.zip", packed(one=page(), two=page("青禾区财政局"))), ("b.html", page(year=2023)))
    assert response.headers["Location"] == f"{BASE}/progress"
    assert "等待 3" in supervisor.open(f"{BASE}/progress").text
    supervisor.fill(f"{BASE}/progress")
    assert "等待 0" in supervisor.open(f"{BASE}/progress").text
    text = supervisor.open(BASE).text
    assert "青禾区财政局 · 2024" in text
    assert "a.zip/two.html" in text


def test_the_same_file_again_is_told(supervisor, wrong):
    sends(supervisor, ("again.html", page(total=9)))
    assert "新收 0 个文件，另有 1 个以前已收" in supervisor.open(f"{BASE}/progress").text


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b" ", "没有收入任何文件"),
        ("broken.zip", b"PK\x03\x04 nothing", "压缩包已损坏"),
        ("bomb.zip", None, "解压后"),
    ],
)
def test_what_cannot_be_taken_says_why(supervisor, name, content, said):
    response = sends(supervisor, (name, packed(a=b"\0" * 40_000_000) if content is None else content))
    assert response.status_code == 422
    assert said in response.text
    assert not Paper.objects.exists()


def test_sending_nothing_is_told_beside_the_field(supervisor):
    response = sends(supervisor)
    assert response.status_code == 422
    assert 'id="f-files-problem"' in response.text


def test_a_report_shows_the_form_with_its_cells_marked(supervisor, wrong):
    text = supervisor.open(f"{BASE}/papers/{wrong}").text
    assert re.search(r'id="c-requests-concluded-total"[^>]*mark-error', text)
    assert f'href="{BASE}/papers/{wrong}/cells/requests/concluded/total"' in text
    assert "公开发布的数据，不是本系统的记录" in text


def test_findings_are_worked_through_one_by_one(supervisor, wrong):
    onward = supervisor.get(f"{BASE}/next").headers["Location"]
    response = supervisor.fill(onward, verdict="report", note="已电话告知", through="1")
    assert response.headers["Location"].startswith(f"{BASE}/next?after={wrong}-")
    while "findings/" in (onward := supervisor.get(response.headers["Location"]).headers["Location"]):
        response = supervisor.fill(onward, verdict="accepted", note="已核", through="1")
    assert not Found.objects.filter(open=True).exists()
    assert "待处理的发现都处理完了" in supervisor.open(BASE).text


def test_a_finding_without_a_reason_keeps_what_was_chosen(supervisor, wrong):
    one = Found.objects.filter(paper_id=wrong, open=True).first()
    response = supervisor.fill(f"{BASE}/findings/{one.pk}", verdict="accepted")
    assert response.status_code == 422
    assert 'id="f-note-problem"' in response.text
    assert re.search(r'value="accepted" checked', response.text)


def test_the_right_value_is_given_with_the_finding(supervisor, wrong):
    one = next(one for one in Found.objects.filter(paper_id=wrong) if TOTAL in one.cells)
    supervisor.fill(f"{BASE}/findings/{one.pk}", verdict="reader", cell=TOTAL, value="3", note="原件为3")
    assert Correction.objects.get().value == 3
    text = supervisor.open(f"{BASE}/papers/{wrong}").text
    assert "读为 9，应为 3。" in text
    assert re.search(r'id="c-requests-concluded-total".{0,300}?3（?更正', text, re.DOTALL)
    assert "发现已不存在的处理" in text


def test_a_decision_is_taken_back(supervisor, wrong):
    one = Found.objects.filter(paper_id=wrong, open=True).first()
    supervisor.fill(f"{BASE}/findings/{one.pk}", verdict="report", note="已告知")
    token, key = TOKEN.search(supervisor.open(f"{BASE}/findings/{one.pk}").text).groups()
    decision = Decision.objects.get().pk
    supervisor.post(f"{BASE}/decisions/{decision}/take-back", {"csrf": token, "key": key})
    assert Found.objects.get(pk=one.pk).open
    assert "已撤回" in supervisor.open(f"{BASE}/findings/{one.pk}").text


def test_a_cell_is_corrected_and_as_it_was_again(supervisor, wrong):
    path = f"{BASE}/papers/{wrong}/cells/{TOTAL.replace('.', '/')}"
    assert supervisor.fill(path, value="三", why="原件").status_code == 422
    supervisor.fill(path, value="3", why="原件为3")
    assert "更正为" in supervisor.open(path).text
    supervisor.fill(path, deed="take-back")
    assert Correction.objects.latest("id").taken_back


def test_a_body_is_confirmed(supervisor, take, wrong):
    unsure = take(page("青禾教育局", year=2023), "b.html")
    assert "机关待定" in supervisor.open(f"{BASE}?standing=unmatched").text
    path = f"{BASE}/papers/{unsure}/match"
    assert supervisor.fill(path, known="-", name="", year="2023").status_code == 422
    assert supervisor.fill(path, known="青禾区教育局", year="1999").status_code == 422
    supervisor.fill(path, known="青禾区教育局", year="2023")
    assert "已确定：青禾区教育局 · 2023年度" in supervisor.open(f"{BASE}/papers/{unsure}").text


def test_an_auditor_reads_and_cannot_decide(wrong, seat):
    auditor = seat("auditor")
    papers.forget()
    one = Found.objects.filter(paper_id=wrong, open=True).first()
    assert "处理由主管部门进行" in auditor.open(f"{BASE}/papers/{wrong}").text
    assert auditor.get(f"{BASE}/add").status_code == 403
    token, key = TOKEN.search(auditor.open(BASE).text).groups()
    said = {"csrf": token, "key": key, "verdict": "accepted", "note": "x"}
    assert auditor.post(f"{BASE}/findings/{one.pk}", said).status_code == 403
    assert not Decision.objects.exists()


@pytest.mark.parametrize("path", ["", "/across", "/totals", "/export/papers/csv"])
def test_whoever_supervises_nothing_sees_no_library(wrong, seat, path):
    assert seat("head").get(BASE + path).status_code == 403


def test_one_cell_and_the_sums_with_what_is_missing(supervisor, wrong, take):
    take(page("青禾区财政局", granted=4), "b.html")
    text = supervisor.open(f"{BASE}/across?year=2024&cell={TOTAL}").text
    assert "合计 13；2 份有数据，0 份没有" in text
    assert "不排位次" in text
    assert "计入 2 份报告" in supervisor.open(f"{BASE}/totals?year=2024").text


@pytest.mark.parametrize("what", ["papers", "findings", "cells", "sums", "cell"])
def test_everything_leaves_as_a_file(supervisor, wrong, what):
    path = f"{BASE}/export/{what}"
    query = f"?year=2024&cell={TOTAL}" if what == "cell" else "?year=2024"
    told = json.loads(supervisor.get(f"{path}/json{query}").content)
    assert told["rows"]
    assert "不是本系统记录的数据" in told["note"]
    assert len(supervisor.get(f"{path}/csv{query}").content.decode().splitlines()) == len(told["rows"]) + 1
    assert supervisor.get(f"{path}/xlsx{query}").content.startswith(b"PK")


def test_the_original_is_never_run(supervisor, wrong):
    response = supervisor.get(f"{BASE}/papers/{wrong}/file")
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["", "?sort=name", "?sort=open&year=2024", "?sort=year", "?q=教育&standing=open"])
def test_a_list_of_many_takes_no_more_statements(supervisor, take, path):
    for sign in "甲乙丙":
        take(page(f"青禾区{sign}某局", total=9), f"{sign}.html")
    supervisor.open(BASE + path)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        supervisor.open(BASE + path)
    assert len(asked) <= 6, [one["sql"] for one in asked]


def test_pages_go_on_by_key(supervisor, take, monkeypatch):
    monkeypatch.setattr("zhengwu.workbench.library.listing.PAGE", 2)
    for sign in "甲乙丙丁戊":
        take(page(f"青禾区{sign}某局", total=9), f"{sign}.html")
    for sort in ("taken", "name", "year", "open"):
        seen, path = [], f"{BASE}?sort={sort}"
        while path:
            text = supervisor.open(path).text
            seen += re.findall(r"data-open href=\"(/desk/library/papers/\d+)\"", text)
            following = re.search(r'rel="next" href="([^"]+)"', text)
            path = BASE + following[1].replace("&amp;", "&") if following else ""
        assert len(seen) == len(set(seen)) == 5, sort
