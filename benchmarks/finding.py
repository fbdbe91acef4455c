"""Search in publications, measured on one ground: `python -m benchmarks.finding ROWS QUERIES`; prints JSON.

The register is filled, then the index is made from it as `zhengwu reindex publications` does.
Each query is asked four times, the whole answer with totals, titles and places of the hits; the fastest counts. Some
of each length are held against substring search over the stored texts.
"""

import json
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from random import Random
from typing import Any

from benchmarks.corpus import Made, made
from benchmarks.records.town import founded, open_records

PAGE, TURNS, CHECKED = 5_000, 4, 12
LENGTHS = (1, 2, 4, 8)
AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
HELD = (
    "p.title || char(10) || p.document_number || char(10) || p.index_number || char(10) || v.text || char(10) || "
    "coalesce((SELECT group_concat(x.value ->> 0 || ' ' || (x.value ->> 1), char(10)) FROM json_each(v.facts) x), '')"
)
HELD_POSTGRES = (
    "p.title || chr(10) || p.document_number || chr(10) || p.index_number || chr(10) || v.text || chr(10) || "
    "coalesce((SELECT string_agg((x.value ->> 0) || ' ' || (x.value ->> 1), chr(10)) "
    "FROM jsonb_array_elements(v.facts) x), '')"
)


def filled(count: int) -> int:
    """Fills the register, without the index; gives how many bytes the texts are."""
    from django.db import transaction

    from zhengwu.records import rows
    from zhengwu.records.publications import words
    from zhengwu.records.publications.models import Publication, Version

    town, source, size, number = founded(), made(count), 0, 0
    bodies = (town.office, *town.departments)
    while page := list(islice(source, PAGE)):
        register = []
        for one in page:
            number += 1
            register.append(_registered(one, bodies[number % len(bodies)], number))
        with transaction.atomic():
            rows.lay(Publication, register)
            versions = [_version(row, one) for row, one in zip(register, page, strict=True)]
            rows.lay(Version, versions)
        for row, version in zip(register, versions, strict=True):
            size += sum(len(text.encode()) for text in words.entry(row, version).texts)
        if number % 50_000 == 0:
            print(f"benchmarks: {number:,} rows", file=sys.stderr, flush=True)
    return size


def _registered(one: Made, body_id: int, number: int) -> Any:
    from zhengwu.records.publications.models import Publication

    kind, column = ("licence_result", "results") if one.facts else ("notice", "notices")
    return Publication(
        body_id=body_id, index_number=f"QH-{one.on.year}-{number:07d}", document_number=one.document_number,
        title=one.title, kind=kind, column=column, category="notice", attribute="proactive", made_on=one.on,
        status="public", version=1, published_on=one.on, published_at=AT, changed_at=AT,
    )  # fmt: skip


def _version(row: Any, one: Made) -> Any:
    from zhengwu.records.publications.models import Version

    facts = [list(pair) for pair in one.facts]
    return Version(
        publication_id=row.pk, number=1, title=one.title, text=one.text, facts=facts, by="", at=AT, published_at=AT
    )


def queries(each: int) -> Iterator[tuple[int, str]]:
    """Parts of texts: so many of each length, cut anywhere."""
    chance = Random(11)  # noqa: S311 - repeatable, and nobody's secret
    some = [(one.title, one.text, one.document_number, *(value for _, value in one.facts)) for one in made(4000)]
    texts = [text for parts in some for text in parts]
    for length in LENGTHS:
        found = set[str]()
        while len(found) < each:
            text = chance.choice(chance.choice(texts).split("\n"))
            at = chance.randrange(len(text)) if text else 0
            part = text[at : at + length]
            if len(part) == length:
                found.add(part)
        yield from ((length, text) for text in sorted(found))


def asked(questions: Iterable[tuple[int, str]]) -> dict[str, Any]:
    """Times by length in ms, and how many hits there were."""
    from zhengwu.records.publications import finding

    times: dict[int, list[tuple[float, str, int]]] = {}
    for length, text in questions:
        best = float("inf")
        for _ in range(TURNS):
            begun = time.perf_counter()
            found = finding.find(text)
            best = min(best, time.perf_counter() - begun)
        times.setdefault(length, []).append((best * 1000, text, found.total))
    told = {}
    for length, those in times.items():
        those.sort()
        middle, high, last = (those[min(int(len(those) * share), len(those) - 1)] for share in (0.5, 0.95, 0.99))
        more = sum(total >= finding.MOST for _, _, total in those)
        told[str(length)] = {
            "p50": middle[0],
            "p95": high[0],
            "p99": last[0],
            "worst": those[-1][1:],
            "more": more,
            "count": len(those),
        }
    return told


def checked(questions: Iterable[tuple[int, str]]) -> dict[str, Any]:
    """How many of some questions found something else than substring search did, by total or by the newest twenty."""
    from django.db import connection

    from zhengwu.records.publications import finding
    from zhengwu.records.rows import told

    light = connection.vendor == "sqlite"
    holds = f"instr({HELD}, %s) > 0" if light else f"strpos({HELD_POSTGRES}, %s) > 0"
    statement = (
        "SELECT p.published_on FROM publications_publication p JOIN publications_version v ON v.publication_id = p.id "
        f"AND v.number = p.version WHERE p.status = 'public' AND {holds} ORDER BY p.published_on DESC"
    )
    missed, seconds, count = list[str](), list[float](), 0
    for _, text in questions:
        begun = time.perf_counter()
        plain = [str(day) for (day,) in told(statement, [text])]
        seconds.append(time.perf_counter() - begun)
        found, count = finding.find(text), count + 1
        newest = [hit.published_on.isoformat() for hit in found.hits]
        right = found.total == len(plain) if found.is_exact else len(plain) > finding.MOST
        if not right or newest != plain[: finding.PAGE]:
            missed.append(text)
    return {"checked": count, "missed": missed, "plain": sum(seconds) / len(seconds) * 1000}


def size() -> int:
    """Bytes of the index: on SQLite all of its tables, on PostgreSQL the index of words without the folded texts."""
    from django.db import connection

    from zhengwu.records.rows import told

    if connection.vendor != "sqlite":
        return int(told("SELECT pg_relation_size('findable_publications_words')")[0][0])
    names = [name for (name,) in told("SELECT name FROM sqlite_master WHERE name LIKE 'findable_publications%' "
                                      "AND name LIKE '%%_data'")]  # fmt: skip
    blocks = sum(int(told(f"SELECT coalesce(sum(length(block)), 0) FROM {name}")[0][0]) for name in names)
    return blocks + int(told("SELECT sum(20 + length(words)) FROM findable_publications_rows")[0][0])


def whole() -> int:
    """Bytes of everything that search keeps."""
    from django.db import connection

    from zhengwu.records.rows import told

    if connection.vendor == "sqlite":
        return size()
    return int(told("SELECT pg_total_relation_size('findable_publications_rows')")[0][0])


def main() -> None:
    """Measures and prints."""
    rows, each = int(sys.argv[1]), int(sys.argv[2])
    open_records(migrate=True)
    from zhengwu.records.publications import reindexing

    size_of_texts = filled(rows)
    begun, used = time.perf_counter(), time.process_time()
    reindexing.anew(lambda _: None)
    build, cpu = time.perf_counter() - begun, time.process_time() - used
    print(f"benchmarks: index made in {build:.0f} s", file=sys.stderr, flush=True)
    found: dict[str, Any] = {"rows": rows, "text": size_of_texts, "build": build, "build_cpu": cpu}
    some = list(queries(each))
    asked(some[:: max(1, each // 20)])
    found |= {"index": size(), "whole": whole(), "times": asked(some)}
    few = [one for length in LENGTHS for one in [each_ for each_ in some if each_[0] == length][:: each // CHECKED]]
    found["plain"] = checked(few)
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
