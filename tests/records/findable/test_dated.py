"""What holds what is looked for is found, the newest first, and nothing else: held against looking into every text."""

import random
from datetime import date, timedelta

import pytest
from django.db import connection

from zhengwu.records.findable import dated, on_postgresql, on_sqlite
from zhengwu.records.findable.dated import Dated, Narrowed
from zhengwu.records.findable.folding import fold

KIND, START = "publications", date(2024, 1, 1)
SIGNS = "政务公开许可证书年月日第号一二三A座B12０2026〔〕()-，。 \n務開髮"


@pytest.fixture
def shelf(db):
    """Four hundred texts of few characters, so that everything occurs next to everything, in no order of days."""
    chance = random.Random(5)  # noqa: S311 - repeatable, and nobody's secret
    made = []
    for pk in range(1, 401):
        text = "".join(chance.choices(SIGNS, k=chance.randint(1, 40)))
        on = START + timedelta(days=chance.randrange(30))
        made.append(Dated(pk, on, (f"b{pk % 3}", f"k.{'ab'[pk % 2]}"), (text, f"第{pk}号")))
    for start in range(0, 400, 57):
        dated.put(KIND, made[start : start + 57])
    return made


def held(shelf, text, **narrowed):
    """The ids of what holds every word, by looking."""
    words = fold(text).split()
    found = [one for one in shelf if all(any(word in fold(part) for part in one.texts) for word in words)]
    return {one.id for one in found}


def found(text, within=dated.NOT_NARROWED, **more):
    places = dated.find(KIND, text, within, **more)
    ids = dated.ids_at(KIND, places)
    return [ids[place] for place in places if place in ids]


def days(shelf, ids):
    by_id = {one.id: one.on for one in shelf}
    return [by_id[pk] for pk in ids]


def test_it_works(shelf):
    first = shelf[0]
    part = "".join(first.texts[0].split())[:1]
    assert set(found(part)) == held(shelf, part)
    assert found("第7号") == [7]
    assert found("§") == found("§b") == []  # what marks begin with is no part of a text
    for odd in ("k.a b", 'k.a" OR "b', "k.", " "):
        assert found(part, dated.Narrowed(((odd,),))) == []


def test_only_where_rows_lie_as_they_came_does_their_order_matter(shelf):
    dated.settle(KIND)
    assert dated.is_scattered(KIND) == (connection.vendor == "postgresql")


def questions(shelf, chance):
    """Parts of texts of one to eight characters, and pairs of such."""
    for _ in range(250):
        text = chance.choice(shelf).texts[0]
        at, length = chance.randrange(len(text)), chance.choice((1, 1, 2, 3, 4, 8))
        yield text[at : at + length]
    for _ in range(80):
        one, other = (chance.choice(shelf).texts[0] for _ in "ab")
        yield f"{one[:2]} {other[1:2]}"


def test_nothing_is_missed_and_nothing_else_is_found(shelf):
    for text in questions(shelf, random.Random(8)):  # noqa: S311 - the same
        if text.strip():
            ids = found(text)
            assert set(ids) == held(shelf, text), text
            assert days(shelf, ids) == sorted(days(shelf, ids), reverse=True)


@pytest.mark.parametrize("plenty", [0, 4])
def test_the_newest_are_found_however_few_are_looked_into_at_once(shelf, monkeypatch, plenty):
    for name, value in (("WALK", 7), ("SAMPLES", 3), ("PLENTY", plenty), ("CLOSE", 20), ("NEAR", 9), ("COUNTED", 9)):
        monkeypatch.setattr(on_postgresql, name, value)
    monkeypatch.setattr(on_sqlite, "CHUNK", 3)
    for text in questions(shelf, random.Random(9)):  # noqa: S311 - the same
        if text.strip():
            whole = dated.find(KIND, text)
            assert set(dated.ids_at(KIND, whole).values()) == held(shelf, text), text
            assert dated.find(KIND, text, most=6) == whole[:6], text


def test_traditional_and_simplified_wide_and_narrow_are_one(db):
    dated.put(
        KIND, [Dated(1, START, (), ("行政務公開〔2026〕12號 ＡＢ",)), Dated(2, START, (), ("政务公开[2026]12号ab",))]
    )
    for text in ("政务公开", "政務公開", "〔2026〕12号", "（2026）12號", "ab", "ＡＢ"):
        assert sorted(found(text)) == [1, 2], text


def test_what_is_dropped_is_gone_and_comes_back(shelf):
    one = shelf[9]
    dated.drop(KIND, [one])
    assert found("第10号") == []
    assert 10 not in dated.ids(KIND)
    dated.put(KIND, [one])
    assert found("第10号") == [10]


def test_a_search_is_narrowed_by_marks_and_days(shelf):
    since, until = START + timedelta(days=5), START + timedelta(days=12)
    within = Narrowed((("b0", "b1"), ("k.a",)), since, until)
    expected = {one.id for one in shelf if one.id % 3 < 2 and one.id % 2 == 0 and since <= one.on <= until}
    assert set(found("号", within)) == expected
    assert set(found("第 号 一", within)) == expected & held(shelf, "第 号 一")


def test_pages_by_key_are_the_whole(shelf):
    whole = dated.find(KIND, "第")
    pages, before = [], None
    while page := dated.find(KIND, "第", before=before, most=37):
        pages, before = pages + page, page[-1]
    assert pages == whole
    assert len(whole) == 400


def test_a_day_with_more_than_its_share_keeps_its_place(db, monkeypatch):
    monkeypatch.setattr(on_sqlite, "SLOTS", 3)
    texts = [Dated(pk, START + timedelta(days=pk % 4), (), (f"许可{pk}",)) for pk in range(1, 101)]
    for start in range(0, 100, 9):
        dated.put(KIND, texts[start : start + 9])
    ids = found("许可")
    assert set(ids) == set(range(1, 101))
    assert days(texts, ids) == sorted(days(texts, ids), reverse=True)
    assert len(found("许")) == 100


def test_a_question_of_nothing_finds_nothing(shelf):
    assert found("") == found(" \n\u200b") == []


@pytest.mark.parametrize("text", ['"', "' OR 1=1", "* -", "%_", "NEAR(", "AND", "\x00a", "\ud800", "\ue028", ")" * 200])
def test_no_question_is_read_as_anything_else(shelf, text):
    assert set(found(text)) == (held(shelf, text) if fold(text).split() else set())


def test_wrong_words_taken_out_harm_nobody(shelf):
    """What is told of a text that was changed unseen leads to nothing, and its place is not given away."""
    dated.drop(KIND, [shelf[3]._replace(texts=("别的",))])
    dated.put(KIND, [Dated(999, shelf[3].on, (), ("新的文字",))])
    assert found("第4号") == []
    assert found("新的文字") == [999]


def test_the_end_of_a_long_text_is_found_and_no_token_is_lost_for_want_of_room(db, monkeypatch):
    monkeypatch.setattr(on_postgresql, "WALK", 1)  # the index itself is asked for all but the newest
    chance = random.Random(3)  # noqa: S311 - the same
    long = "公告 " + "许可〔2026〕事项" * 30_000 + " 末尾"
    odd = "公告 " + "".join(chr(chance.randrange(0x4E00, 0x9FA0)) for _ in range(200_000))
    dated.put(KIND, [Dated(1, START, (), (odd,)), Dated(2, START, (), (long,)), Dated(3, START, (), ("通知",))])
    assert found("末尾") == [2]
    for at in range(0, 140_000, 10_000):
        assert 1 in found(odd[at : at + 5])
