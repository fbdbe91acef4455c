"""The index of publications made anew from the register while everybody goes on, and proved against the register."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import orjson
from django.db import connection

from zhengwu.records.findable import dated, rebuilding
from zhengwu.records.findable.rebuilding import Report
from zhengwu.records.moments import dated as as_day
from zhengwu.records.publications import words
from zhengwu.records.publications.visible import SEEN
from zhengwu.records.publications.words import Dated
from zhengwu.records.rows import told
from zhengwu.records.troubles import Words

PAGE = 1000  # in one transaction, for which others wait
SAMPLE = 500  # texts that are looked for by their own words
SAID = """
SELECT p.id, p.published_on, p.body_id, p.kind, p."column", p.field, v.title, p.document_number,
  coalesce(p.index_number, ''), p.summary, v.facts, v.text
FROM publications_publication p JOIN publications_version v ON v.publication_id = p.id AND v.number = p.version
"""
NEXT = f"""
SELECT p.id, p.published_on FROM publications_publication p
WHERE {SEEN} AND (p.published_on, p.id) > (%s, %s) ORDER BY p.published_on, p.id LIMIT %s
"""
BITS = 40  # of a place in this order below its day: the id


def anew(report: Report) -> int:
    """Makes the index anew; `report` is told how many are done. Gives how many publications it went through."""
    return rebuilding.rebuild(words.KIND, _page, report)


def is_earlier() -> bool:
    """Whether the index was made by earlier rules, and should be made anew."""
    return dated.is_of_earlier_form(words.KIND)


def count() -> int:
    """How many publications are public."""
    return int(told(f"SELECT count(*) FROM publications_publication p WHERE {SEEN}")[0][0])


def _page(after: int) -> tuple[list[Dated], int]:
    """The next public ones, locked, and the place of the last that was looked at: by their days, which is how they are
    asked for, so that what is found together lies together.
    """
    day, last = date.fromordinal(max(after >> BITS, 1)), after & ((1 << BITS) - 1)
    looked = told(NEXT, [day, last, PAGE])
    if not looked:
        return [], after
    lock = " FOR SHARE OF p" if connection.features.has_select_for_update else ""
    among = ", ".join(str(pk) for pk, _ in looked)
    rows = told(f"{SAID} WHERE {SEEN} AND p.id IN ({among}) ORDER BY p.published_on, p.id{lock}")
    pk, on = looked[-1]
    return list(map(_entry, rows)), as_day(on).toordinal() << BITS | pk


def _entry(row: tuple[Any, ...]) -> Dated:
    pk, on, body_id, kind, column, field, *named, facts, text = row
    pairs = orjson.loads(facts) if isinstance(facts, str | bytes) else facts
    return Dated(pk, as_day(on), words.marks(body_id, kind, column, field), words.said(named, pairs, text))


def defects() -> Iterator[tuple[str, Words]]:
    """What is wrong with the index, id by id: a public record that it lacks, one that it should not have, one of a
    sample that is not found by its own words; and whether it was made by the rules of now.
    """
    if is_earlier():
        zh = "检索词是按以前的规则建立的，请运行 zhengwu reindex publications"
        yield "-", Words(zh, "the index was made by earlier rules: run zhengwu reindex publications")
    public = {pk for (pk,) in told(f"SELECT p.id FROM publications_publication p WHERE {SEEN}")}
    there = dated.ids(words.KIND)
    for pk in sorted(public - there):
        yield str(pk), Words("已公开，检索词中没有", "it is public, and search lacks it")
    for pk in sorted(there - public):
        yield str(pk), Words("未公开，检索词中却有", "it is not public, and search has it")
    yield from _unfound(sorted(public & there))


def _unfound(ids: list[int]) -> Iterator[tuple[str, Words]]:
    """Those of a sample that their own title, number or words do not find."""
    some = ids[:: max(1, len(ids) // SAMPLE)]
    for start in range(0, len(some), PAGE):
        among = ", ".join(map(str, some[start : start + PAGE]))
        for row in told(f"{SAID} WHERE p.id IN ({among})"):
            one = _entry(row)
            if not dated.finds(words.KIND, one):
                yield str(one.id), Words("检索词与登记内容不符", "search knows other words than the register")
