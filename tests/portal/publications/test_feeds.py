"""Feeds hold to RFC 4287: what an entry must have; corrected it comes again, withdrawn it is named as gone."""

from datetime import date, timedelta

import pytest
from django.test import Client
from lxml import etree

from tests.records.publications.shelf import AT, publication
from zhengwu.records.publications import feeding

FIRST = date(2026, 1, 5)
NAMES = {"a": "http://www.w3.org/2005/Atom", "at": "http://purl.org/atompub/tombstones/1.0"}
MUST = ("id", "title", "updated", "author/name", "link[@rel='alternate']")
MOMENT = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"


@pytest.fixture
def read(db):
    """A function that gives a feed, read strictly."""

    def opened(query=""):
        answer = Client(headers={"host": "127.0.0.1"}).get(f"/publications/feed.atom{query}")
        assert answer.status_code == 200
        assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
        return etree.fromstring(answer.content)

    return opened


def texts(feed, path):
    """The texts at a path."""
    return [one if isinstance(one, str) else one.text for one in feed.xpath(path, namespaces=NAMES)]


def test_a_feed_has_what_a_feed_must_have(press, read):
    press.publish("甲 & 乙 <丙>", "正\x08文")
    press.publish("第二件", summary="概述")
    feed = read()
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    assert texts(feed, "a:entry/a:title") == ["第二件", "甲 & 乙 <丙>"]
    assert texts(feed, "a:entry/a:summary") == ["概述", "正文"]
    for one in [feed, *feed.findall("a:entry", NAMES)]:
        for name in MUST[:3] if one is feed else MUST:
            path = "/".join(f"a:{part}" for part in name.split("/"))
            assert len(one.findall(path, NAMES)) == 1, name
    assert texts(feed, "a:link[@rel='self']/@href") == ["http://127.0.0.1/publications/feed.atom"]
    ids = texts(feed, "//a:id")
    assert len(set(ids)) == len(ids) == 3


def test_moments_are_those_of_the_register(press, read):
    press.publish()
    feed = read()
    for moment in texts(feed, "//a:updated | //a:published"):
        assert etree.XPath("re:test($m, $p)", namespaces={"re": "http://exslt.org/regular-expressions"})(
            feed, m=moment, p=MOMENT
        )
    assert texts(feed, "a:updated") == texts(feed, "a:entry/a:updated")


def test_what_is_corrected_comes_first_again(press, read):
    first = press.publish("先")
    press.publish("后")
    press.correct(first, "先", "改了。")
    entries = read()
    assert texts(entries, "a:entry/a:title") == ["先", "后"]
    updated, published = texts(entries, "a:entry[1]/a:updated | a:entry[1]/a:published")[::-1]
    assert updated > published


def test_a_column_and_a_body_have_feeds_of_their_own(press, read, district):
    press.publish("通知一件")
    press.publish("动态一件", kind="news")
    assert texts(read("?column=news"), "a:entry/a:title") == ["动态一件"]
    assert texts(read("?column=news"), "a:title") == ["信息公开订阅 · 工作动态"]
    assert len(texts(read(f"?body={district.bureau}"), "a:entry/a:title")) == 2
    assert texts(read(f"?body={district.affairs}"), "a:entry/a:title") == []


def test_what_is_withdrawn_is_named_by_its_number_alone(press, read):
    made = press.publish("不该公开的标题")
    press.withdraw(made)
    feed = read()
    assert texts(feed, "a:entry") == []
    gone = feed.find("at:deleted-entry", NAMES)
    assert gone.get("ref").endswith(f"/publications/{made.publication_id}")
    assert gone.findtext("at:comment", namespaces=NAMES) == "已撤下"
    assert b"\xe4\xb8\x8d\xe8\xaf\xa5" not in etree.tostring(feed, encoding="utf-8")
    assert texts(read("?column=news"), "at:deleted-entry") == []


def test_nothing_new_is_told_in_one_line(press, reader):
    press.publish()
    tag = reader.get("/publications/feed.atom")["ETag"]
    assert reader.get("/publications/feed.atom", headers={"if-none-match": tag}).status_code == 304
    press.publish("又一件")
    assert reader.get("/publications/feed.atom", headers={"if-none-match": tag}).status_code == 200


def test_before_anything_is_published_it_is_a_feed_all_the_same(read, db):
    assert texts(read(), "a:title") == ["信息公开订阅"]


def test_the_feed_of_a_body_with_many_columns_costs_five_statements(district, read, django_assert_max_num_queries):
    for at in range(60):
        column = ("statistics", "notices", "results")[at % 3]
        publication(district.bureau, FIRST + timedelta(days=at), f"第{at}件", column=column, changed_at=AT)
    publication(district.affairs, FIRST, "别的机关", changed_at=AT)
    with django_assert_max_num_queries(5):
        feed = read(f"?body={district.bureau}")
    assert sorted(texts(feed, "a:entry/a:title")) == sorted(f"第{at}件" for at in range(10, 60))
    assert "别的机关" not in texts(feed, "a:entry/a:title")
    assert texts(read("?column=notices"), "a:entry/a:title") != []


def test_what_changed_long_ago_is_found_by_its_day(district, read, monkeypatch):
    monkeypatch.setattr(feeding, "LOOK", 3)
    for at in range(5):
        publication(district.bureau, FIRST + timedelta(days=at), f"第{at}件", changed_at=AT + timedelta(days=at))
    for at in range(4):
        publication(district.affairs, FIRST, f"别的{at}", changed_at=AT + timedelta(days=90))
    titles = texts(read(f"?body={district.bureau}"), "a:entry/a:title")
    assert titles == [f"第{at}件" for at in reversed(range(5))]
