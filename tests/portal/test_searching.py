"""The search box: every part of a text finds it, what is marked is shown, who mistypes is helped, machines are told."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.records.publications.shelf import publication
from tests.ui.conftest import Visitor
from zhengwu.records.publications import words
from zhengwu.records.publications.models import Version

ON = date(2026, 3, 2)


@pytest.fixture
def visitor(db):
    """Somebody nobody knows."""
    return Visitor(raise_request_exception=False)


@pytest.fixture
def shelf(district):
    """A function that puts a publication on the register and into the index."""

    def put(title, text="", on=ON, facts=(), number="", **more):
        row = publication(district.bureau, on, title, document_number=number, **more)
        Version.objects.filter(publication=row).update(text=text, facts=list(facts))
        words.put([words.entry(row, Version.objects.get(publication=row))])
        return row

    return put


def told(visitor, **asked):
    answer = visitor.get("/search", {"format": "json", **asked})
    return answer.status_code, answer.json()


def test_it_works(visitor, shelf):
    row = shelf("关于调整窗口的通知", "三号窗口迁至二楼，<b>请周知</b>。", number="青审〔2026〕12号")
    for text in ("窗口", "窗", "二楼，<b>", "審〔2026〕12號", "2026]1", "窗口 二楼"):
        page = visitor.open(f"/search?q={text}".replace("<", "%3C"))
        assert f'href="/publications/{row.pk}"' in page.text, text
        assert "找到 1 条" in page.text
    page = visitor.open("/search?q=請周知").text
    assert "&lt;b&gt;<mark>请周知</mark>&lt;/b&gt;" in page


def test_machines_are_told(visitor, shelf):
    row = shelf("关于调整窗口的通知", "三号窗口迁至二楼。")
    status, said = told(visitor, q="三号窗")
    assert status == 200
    assert said.pop("took_ms") >= 0
    result = {
        "title": row.title, "url": f"/publications/{row.pk}", "kind": "statistics", "published_on": "2026-03-02"
    }  # fmt: skip
    assert said == {"total": 1, "total_is_exact": True, "results": [result], "next": None}


@pytest.mark.parametrize("q", ["", "   ", "字" * 101])
def test_a_question_that_is_none_is_refused_in_words(visitor, district, q):
    status, said = told(visitor, q=q)
    assert status == 400
    assert said["error"]["message"]
    assert visitor.open(f"/search?q={q}").status_code == 200


@pytest.mark.parametrize("more", ["after=x", "after=9" * 40, "body=²", "since=2026-13-01", "kind=*", "in=?"])
def test_what_makes_no_sense_is_left_out(visitor, shelf, more):
    shelf("关于调整窗口的通知")
    assert "关于调整<mark>窗口</mark>的通知" in visitor.open(f"/search?q=窗口&{more}").text or more.startswith(
        "after=9"
    )


def test_a_withdrawn_one_is_gone_at_once(visitor, shelf):
    row = shelf("关于调整窗口的通知")
    type(row).objects.filter(pk=row.pk).update(status="withdrawn")  # the index still has it
    assert told(visitor, q="窗口")[1]["results"] == []
    page = visitor.open("/search?q=窗口")
    assert page.status_code == 200
    assert "关于调整" not in page.text
    words.drop(words.entry(row, Version.objects.get(publication=row)))
    assert told(visitor, q="窗口")[1]["total"] == 0


def test_pages_are_the_whole_and_the_newest_first(visitor, shelf):
    for number in range(45):
        shelf(f"第{number}次通知", on=ON + timedelta(days=number * 7 % 45))
    found, after = [], ""
    while after is not None:
        said = told(visitor, q="次通知", after=after)[1]
        assert said["total"] == 45
        found, after = found + said["results"], said["next"]
    days = [one["published_on"] for one in found]
    assert len({one["url"] for one in found}) == 45
    assert days == sorted(days, reverse=True)
    assert "after=" in visitor.open("/search?q=次通知").text


def test_a_search_is_narrowed(visitor, shelf, district):
    shelf("甲通知", kind="notice", column="notices", on=ON)
    shelf("乙通知", kind="policy", column="news", on=ON + timedelta(days=40))
    for narrowed, title in (
        ({"kind": "notice"}, "甲通知"),
        ({"column": "notices"}, "甲通知"),
        ({"since": "2026-04-01"}, "乙通知"),
        ({"until": "2026-03-02", "body": district.bureau}, "甲通知"),
    ):
        assert [one["title"] for one in told(visitor, q="通知", **narrowed)[1]["results"]] == [title]
    assert told(visitor, q="通知", body=district.affairs)[1]["total"] == 0
    assert "请放宽条件" in visitor.open(f"/search?q=通知&body={district.affairs}").text


def test_titles_first_where_asked(visitor, shelf):
    shelf("绿化工程公告", on=ON)
    shelf("别的公告", "附绿化工程一览", on=ON + timedelta(days=1))
    titles = [one["title"] for one in told(visitor, q="绿化工程", order="best")[1]["results"]]
    assert titles == ["绿化工程公告", "别的公告"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("政务公天", "政务公开"),
        ("政公务开", "政务公开"),
        ("政务的公开", "政务公开"),
        ("青审2026 12号", "青审〔2026〕12号"),
        ("青审〔2026〕21号", "青审〔2026〕12号"),
        ("軟體採購", "软件採購"),  # words, not only characters, differ
        ("软体采购", "软件采购"),
        ("數據和網路軟體", "數據和网络软件"),
    ],
)
def test_who_mistypes_is_helped(visitor, shelf, typed, meant):
    shelf("政务公开要点", "软件采购；数据和网络软件。", number="青审〔2026〕12号")
    page = visitor.open(f"/search?q={typed}").text
    assert "您是不是要找" in page
    assert f">{meant}</a>" in page


def test_words_that_are_there_are_told_apart(visitor, shelf):
    shelf("政务公开要点")
    page = visitor.open("/search?q=政务 要点 桥梁").text
    assert "其中“政务 要点”有结果，“桥梁”没有" in page
    assert "/search?q=%E6%94%BF%E5%8A%A1%20%E8%A6%81%E7%82%B9" in page


def test_services_and_reports_have_their_places(visitor, published):
    body = published()
    assert f'href="/reports/{body}/2026"' in visitor.open("/search?q=2026年年度报告&in=reports").text
    assert 'href="/help#' in visitor.open("/search?q=收费&in=services").text
    assert "没有“龘”" in visitor.open("/search?q=龘&in=reports").text


def test_the_request_form_offers_what_was_published(visitor, shelf):
    row = shelf("2025年绿化工程中标通知书")
    answer = visitor.send("/request/subject", subject="我想要绿化工程中标通知书")
    assert answer.headers["Location"] == "/request/found"
    assert f'href="/publications/{row.pk}"' in visitor.open("/request/found").text


def test_how_many_statements_it_takes(visitor, shelf):
    for number in range(30):
        shelf(f"第{number}次通知")
    visitor.open("/search?q=通知")
    for asked in ("q=通知", "q=通知&format=json", "q=知"):
        with CaptureQueriesContext(connection) as statements:
            visitor.open(f"/search?{asked}")
        assert len(statements) <= 11, [one["sql"][:90] for one in statements]


def test_what_may_be_meant_is_suggested_while_typing(visitor, shelf):
    shelf("绿化工程公告", on=ON)
    shelf("城区绿化工程招标", on=ON + timedelta(days=1))
    shelf("别的公告", "附绿化工程一览", on=ON + timedelta(days=2))
    suggested = visitor.get("/search/suggest", {"q": "綠化工"})
    assert suggested.headers["Content-Type"] == "application/json"
    assert suggested.json() == ["绿化工程公告", "城区绿化工程招标"]
    assert visitor.get("/search/suggest", {"q": "绿"}).json() == []
    assert visitor.get("/search/suggest", {"q": "绿" * 41}).json() == []
    assert 'list="suggestions"' in visitor.open("/search").text


def test_who_searches_too_often_waits_and_others_do_not(visitor, shelf, settings):
    settings.SEARCHES_A_MINUTE = 2
    shelf("绿化工程公告")
    for path in ("/search?q=绿化&format=json", "/search?q=绿化", "/search/suggest?q=绿化"):
        here = [visitor.get(path, REMOTE_ADDR=f"2001:db8::{one}") for one in range(1, 12)]
        assert here[-1].status_code == 429, path
        assert 0 < int(here[-1].headers["Retry-After"]) <= 60
    assert "请等一分钟再试" in visitor.get("/search?q=绿化", REMOTE_ADDR="2001:db8::9").content.decode()
    assert visitor.get("/search?q=绿化", REMOTE_ADDR="2001:db8:0:1::1").status_code == 200
    assert visitor.get("/search", REMOTE_ADDR="2001:db8::1").status_code == 200


def test_what_was_found_is_counted_by_kind_column_body_and_year(visitor, shelf, district):
    shelf("甲通知", kind="notice", column="notices", on=ON)
    shelf("乙通知", kind="notice", column="news", on=ON + timedelta(days=40))
    shelf("丙通知", kind="policy", column="news", on=ON - timedelta(days=400))
    page = visitor.open("/search?q=通知").text
    assert page.count("（2）</option>") == 2
    assert f'<option value="{district.bureau}">' in page
    assert page.count("（3）</option>") == 1
    assert "since=2025-01-01&amp;until=2025-12-31" in page
    narrowed = visitor.open("/search?q=通知&since=2025-01-01&until=2025-12-31").text
    assert "找到 1 条" in narrowed
    assert "since=2025" not in narrowed
