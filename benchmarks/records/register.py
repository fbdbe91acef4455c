"""A register of publications in bulk: rows as the actions would have left them, less the index of words.

`python -m benchmarks.records.register ROWS` on an empty database founds the town, lays ROWS publications down, most of
them results of one office, and prints the town. `python -m benchmarks.records.register pages TOWN TURNS` prints for
each public page its CPU time, its statements and its weight, and what it takes to fetch all of it as data.
"""

import json
import random
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from benchmarks.records.pages import bare, statements
from benchmarks.records.timing import timed
from benchmarks.records.town import AT, Town, founded, open_records

RESULTS = 0.95  # of the rows
OTHERS = ("notice", "news", "statistics", "service_guide", "normative_document", "policy_interpretation", "budget")
TEXT = "经审查，申请人提交的材料齐全，符合法定条件和标准，决定准予许可。有效期自公布之日起算，请依法开展经营活动。" * 3
AT_ONCE = 5_000
YEARS = 3 * 365
LISTS = (
    "/", "/publications", "/publications?column=results", "/publications?column=statutory",
    "/publications?body={office}", "/publications?body={small}",
    "/publications?kind=notice", "/publications?kind=rating", "/publications?field=education&column=results",
    "/publications?year=2024", "/publications?column=results&after=2024-06-01.300000", "/publications/feed.atom",
    "/publications/feed.atom?column=notices", "/publications/feed.atom?body={small}", "/data",
    "/data/counts", "/sitemap-0.xml",
)  # fmt: skip


def filled(town: Town, count: int) -> None:
    """Lays down so many publications, each with its version, its placement and its tally."""
    from django.db import transaction

    from zhengwu.records import rows
    from zhengwu.records.publications import tallies
    from zhengwu.records.publications.models import Placement, Version

    dice = random.Random(1)  # noqa: S311 - repeatable
    for start in range(0, count, AT_ONCE):
        with transaction.atomic():
            page = list(_publications(town, start, min(count, start + AT_ONCE), dice))
            rows.lay(type(page[0]), page)
            rows.lay(Version, [_version(one) for one in page])
            rows.lay(Placement, [_placed(one, Placement) for one in page])
            tallies.move((tallies.cell(one, "portal", one.published_on.year), 1) for one in page)


def _publications(town: Town, start: int, end: int, dice: random.Random) -> Iterator[Any]:
    from zhengwu.records.publications.models import Publication
    from zhengwu.statute.disclosure import kinds

    for number in range(start, end):
        result = dice.random() < RESULTS
        key = "licence_result" if result else dice.choice(OTHERS)
        if number % 50_000 == 77:
            key = "rating"
        kind = kinds()[key]
        on = AT.date() - timedelta(days=dice.randrange(YEARS))
        body = town.office if result else dice.choice(town.departments)
        yield Publication(
            body_id=body, source_key=f"K{number}", index_number=f"QHSP-{on.year}-{number:06d}", kind=key,
            title=f"某某餐饮管理有限公司第{number}号食品经营许可决定", column=kind.column, category=kind.category,
            field="education" if number % 900 == 0 else "", made_on=on, status="public", version=1, published_on=on,
            published_at=AT - timedelta(seconds=number), changed_at=AT - timedelta(seconds=number),
            attribute="proactive", validity="in_force" if kind.lasting else "",
        )  # fmt: skip


def _version(one: Any) -> Any:
    from zhengwu.records.publications.models import Version

    facts = [["行政相对人名称", one.title[:10]], ["许可编号", one.source_key], ["许可内容", "食品销售；餐饮服务"]]
    facts += [["许可决定日期", one.made_on.isoformat()], ["许可机关", "青禾市行政审批局"]]
    html = f"<p>{TEXT}</p>"
    said = {"title": one.title, "html": html, "text": TEXT, "facts": facts, "by": "导入"}
    return Version(publication_id=one.pk, number=1, at=AT, published_at=one.published_at, **said)


def _placed(one: Any, model: Any) -> Any:
    return model(publication_id=one.pk, channel="portal", on=one.published_on, by="导入", at=one.published_at)


def pages(town: Town, turns: int) -> dict[str, dict[str, float]]:
    """Each page asked for in one process: a bare view, a page made anew each time and as it is kept, lists, feeds."""
    from django.test import Client

    from zhengwu.portal.publications import kept

    client = Client(headers={"host": "127.0.0.1"})
    found = {"bare view": bare(turns)}

    def cold() -> object:
        kept.shelf.cache_clear()
        return client.get("/publications/1000")

    tag = client.get("/publications/1000")["ETag"]
    found["a publication, made anew"] = _measured(client, cold, turns)
    found["a publication, kept"] = _measured(client, lambda: client.get("/publications/1000"), turns)
    again = {"if-none-match": tag}
    found["a publication, not changed (304)"] = _measured(
        client, lambda: client.get("/publications/1000", headers=again), turns
    )
    for path in LISTS:
        where = path.format(office=town.office, small=town.departments[0])
        found[path] = _measured(client, lambda where=where: client.get(where), max(turns // 4, 10))
    return found


def _measured(client: Any, work: Any, turns: int) -> dict[str, float]:
    answer = work()
    if answer.status_code not in (200, 304):
        raise SystemExit(f"benchmarks: a page answered {answer.status_code}")
    weight = len(answer.content) / 1024
    return timed(work, turns).told() | {"statements": statements(work), "weight": weight}


def fetched() -> dict[str, dict[str, float]]:
    """All of it as data: seconds, megabytes, and by how much the process grew at most."""
    from django.test import Client

    client, found = Client(headers={"host": "127.0.0.1"}), {}
    for path in ("/data/publications.csv", "/data/publications.jsonl", "/data/publications-2025.parquet"):
        before, begun = _peak(), time.process_time()
        size = sum(len(piece) for piece in client.get(path).streaming_content)
        took = time.process_time() - begun
        found[path] = {"seconds": took, "megabytes": size / 1e6, "grown": _peak() - before}
    return found


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Fills, or measures, and prints."""
    if sys.argv[1] == "pages":
        open_records()
        town, turns = Town(**json.loads(sys.argv[2])), int(sys.argv[3])
        print(json.dumps({"pages": pages(town, turns), "data": fetched()}))
        return
    open_records(migrate=True)
    town = founded()
    filled(town, int(sys.argv[1]))
    print(json.dumps(asdict(town)))


if __name__ == "__main__":
    main()
