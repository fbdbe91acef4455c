"""Results by the file on the desk: one person brings it, another releases it, and both see what became of it."""

import os
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.records.publications.importing.files import AT, HEADING, licence, sheet
from tests.records.publications.importing.proofs import right
from tests.ui.conftest import TOKEN
from zhengwu.records.notices.models import Notice
from zhengwu.records.publications.importing import desk
from zhengwu.records.publications.models import Import, Publication

BASE = "/desk/imports"
ROWS = [licence(at, **({"发布日期": "不详"} if at == 2 else {})) for at in range(6)]


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    """Files of imports lie in a folder of the test."""
    settings.HOME = tmp_path


@pytest.fixture
def clerk(seat):
    """Who brings files."""
    return seat("clerk")


@pytest.fixture
def head(seat):
    """Who releases them."""
    return seat("head")


def brings(visitor, content, name="results.csv", **typed):
    """Sends a file by the form; gives the response."""
    page = visitor.open(f"{BASE}/new").text
    token, key = TOKEN.search(page).groups()
    body = page.split('name="body"')[1].split('<option value="')[2].split('"')[0]
    said = {"csrf": token, "key": key, "body": body, "natural": "mask", "channels": ["portal"], **typed}
    response = visitor.post(f"{BASE}/new", {**said, "file": SimpleUploadedFile(name, content)})
    response.text = response.content.decode()
    return response


def works(enough=lambda: False):
    """What the timer does."""
    return desk.work(at=AT, enough=enough)


def test_it_works(clerk, head):
    assert "还没有导入过" in clerk.open(BASE).text
    one = brings(clerk, sheet(ROWS)).headers["Location"]
    page = clerk.open(one).text
    assert "食品经营许可决定书（青禾0号商贸有限公司）" in page
    assert "不是日期" in page
    clerk.send(f"{one}/hand-over", on=one)
    assert clerk.open(f"{one}/release").status_code == 403
    head.send(f"{one}/release")
    assert head.open(one).headers["Refresh"] == "10"
    assert works() == (6, [])
    page = head.open(one).text
    assert "已完成" in page
    assert "发布日期" in page.split("有误的行：1")[1]
    assert Publication.objects.filter(status="public").count() == 5
    right()


def test_whoever_may_release_it_is_told_that_one_waits(clerk, head, cast):
    one = brings(clerk, sheet(ROWS)).headers["Location"]
    assert not Notice.objects.exists()
    clerk.send(f"{one}/hand-over", on=one)
    assert set(Notice.objects.values_list("person__name", flat=True)) == {cast["head"].name, cast["leader"].name}
    page = head.open("/desk/notices").text
    assert "有一批办理结果等待放行" in page
    told = Notice.objects.get(person=cast["head"])
    assert head.get(f"/desk/notices/{told.pk}").headers["Location"] == one


def test_where_its_file_is_gone_it_says_so_and_what_to_do(clerk, settings):
    one = brings(clerk, sheet(ROWS)).headers["Location"]
    assert "文件已不在本系统" not in clerk.open(one).text
    for file in (settings.HOME / "imports").iterdir():
        file.unlink()
    assert "文件已不在本系统" in clerk.open(one).text


def test_the_refused_rows_come_back_as_they_were(clerk, head):
    one = brings(clerk, sheet(ROWS)).headers["Location"]
    clerk.send(f"{one}/hand-over", on=one)
    head.send(f"{one}/release")
    works()
    text = b"".join(clerk.get(f"{one}/faults.csv").streaming_content).decode("utf-8-sig")
    first, second = text.splitlines()
    assert first.split(",")[2:] == list(HEADING)
    assert second.startswith("4,发布日期：")
    assert "XK000002" in second


def test_all_of_it_is_taken_down(clerk, head):
    one = brings(clerk, sheet(ROWS)).headers["Location"]
    clerk.send(f"{one}/hand-over", on=one)
    head.send(f"{one}/release")
    works()
    assert clerk.open(f"{one}/withdraw").status_code == 403
    assert head.send(f"{one}/withdraw", reason="").status_code == 422
    head.send(f"{one}/withdraw", reason="导错了文件")
    page = head.open(one).text
    assert "导错了文件" in page
    assert "已整批撤下" in page
    assert not Publication.objects.filter(status="public").exists()
    right()


def test_who_brought_it_does_not_release_it(head, actors):
    one = brings(head, sheet(ROWS)).headers["Location"]
    head.send(f"{one}/hand-over", on=one)
    assert head.open(f"{one}/release").status_code == 403
    assert "不能是导入的人" in head.open(one).text
    assert works() == (0, [])


def test_columns_are_chosen_one_by_one(clerk):
    heading = tuple("受理单号" if name == "编号" else name for name in HEADING)
    rows = [{("受理单号" if name == "编号" else name): cell for name, cell in licence(1).items()}]
    one = brings(clerk, sheet(rows, heading)).headers["Location"]
    chosen = {f"c{at}": key for at, key in enumerate(("source_key", "subject", "", "decision_name", "licence_number"))}
    assert clerk.send(f"{one}/columns", **chosen).status_code == 303
    run = Import.objects.get()
    assert ["source_key", "受理单号"] in run.options["mapping"]
    again = clerk.send(f"{one}/columns", **chosen, c5="source_key")
    assert again.status_code == 422


def test_it_refuses_a_file_and_keeps_what_was_typed(clerk):
    response = brings(clerk, b"%PDF-1.7", accept="便民电话")
    assert response.status_code == 422
    assert "不是 CSV、XLSX 或 JSON Lines" in response.text
    assert "便民电话" in response.text
    assert Import.objects.count() == 0
    assert "请选择一个文件" in clerk.send(f"{BASE}/new", body="2", natural="mask").text


def test_a_heading_that_nobody_knows_can_be_named(clerk):
    one = brings(clerk, "甲,乙\n停水通知,明日停水\n".encode(), kind="notice").headers["Location"]
    assert "第一行应是表头" in clerk.open(one).text
    clerk.send(f"{one}/columns", c0="title", c1="text")
    assert "停水通知" in clerk.open(one).text


def test_taken_back_and_given_up(clerk):
    one = brings(clerk, sheet(ROWS)).headers["Location"]
    clerk.send(f"{one}/hand-over", on=one)
    clerk.send(f"{one}/take-back", on=one)
    clerk.send(f"{one}/discard", on=one)
    assert "已作废" in clerk.open(one).text
    assert Import.objects.get().state == "discarded"


def test_pages_cost_few_statements(clerk, head):
    for _ in range(3):
        one = brings(clerk, sheet(ROWS)).headers["Location"]
    for path, most in ((BASE, 9), (one, 11), (f"{BASE}/new", 9), (f"{one}/columns", 11)):
        with CaptureQueriesContext(connection) as asked:
            assert clerk.get(path).status_code == 200
        assert len(asked) <= most, path


def test_files_are_forgotten_when_nobody_needs_them(clerk, tmp_path):
    brings(clerk, sheet(ROWS))
    [place] = (tmp_path / "imports").iterdir()
    later = AT + timedelta(days=60)
    os.utime(place, (AT.timestamp(), AT.timestamp()))
    assert desk.forget(at=later) == 0
    Import.objects.update(state="discarded", at=AT)
    assert desk.forget(at=later) == 1
