"""`python -m benchmarks.bundles [--matters N]`: bundles of eight cases with five steps each, on SQLite as installed.

A matter is applied for, its parts are accepted, proposed, decided and delivered as they begin: one part, then six side
by side, then one. Each act over several cases is one durable transaction, as at the desk.
"""

import argparse
import os
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.records import ground

AT = datetime(2026, 3, 2, 2, tzinfo=UTC)
CASES, STEPS = 8, 5


def main() -> None:
    """Measures and prints one line."""
    parser = argparse.ArgumentParser(prog="benchmarks.bundles", description=__doc__)
    parser.add_argument("--matters", type=int, default=60, help="how many bundles are carried through")
    matters = parser.parse_args().matters
    with tempfile.TemporaryDirectory(prefix="zhengwu-bundles-") as folder:
        os.environ.update(ground.on_sqlite(Path(folder)).environment)
        begin = prepared()
        carried(begin, 3)  # warm
        seconds, cpu = carried(begin, matters)
    steps = matters * CASES * STEPS
    print(f"{matters} bundles, {steps} steps: {steps / seconds:,.0f} steps/s, {cpu / steps * 1000:.2f} CPU-ms a step")


def prepared() -> tuple[int, object, object]:
    """An empty installation with one body, eight items and their bundle: its id, and two people who act."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from zhengwu.records.bundles import offering
    from zhengwu.records.items.loading import Loaded, load
    from zhengwu.records.organs import actions as organs
    from zhengwu.records.organs.actions import Describing
    from zhengwu.records.people.actors import CLOCKWORK, Actor, Held
    from zhengwu.statute.bundles import Bundle, Node
    from zhengwu.statute.catalogue.model import Limit, Material, Record

    facts = Describing("青禾区行政审批局", "审批局", "department", "QHSP", "")
    body = organs.establish(facts, parent_id=None, by=CLOCKWORK, at=AT)
    path = organs.Body.objects.get(pk=body).path
    who = [Actor("person", at, name, tuple(Held(one, body, path) for one in posts))
           for at, name, posts in ((1, "甲", ("clerk", "handler")), (2, "乙", ("head", "leader")))]  # fmt: skip
    record = Record("许可", "licence", statutory=Limit(20), promised=Limit(5), materials=(Material("form", "申请书"),))
    records = [replace(record, name=f"许可{at}") for at in range(CASES)]
    items = load([Loaded(body, one, date(2024, 1, 1)) for one in records], by="test", at=AT)
    middle = tuple(f"n{at}" for at in range(1, CASES - 1))
    nodes = (
        Node("n0", "许可0"),
        *(Node(key, key, after=("n0",)) for key in middle),
        Node(f"n{CASES - 1}", "末", after=middle),
    )
    parts = {one.key: item for one, item in zip(nodes, items, strict=True)}
    found = offering.draft(body, Bundle("b", "套餐", nodes), parts, by=CLOCKWORK, at=AT)
    offering.publish(found, by=CLOCKWORK, at=AT)
    return found, *who


def carried(begin: tuple[int, object, object], count: int) -> tuple[float, float]:
    """Carries so many bundles through: seconds, and seconds of CPU."""
    from django.db import transaction

    from zhengwu.records.approvals.actions import Given
    from zhengwu.records.approvals.holders import Holder
    from zhengwu.records.bundles import acting, applying, matters
    from zhengwu.records.cases import actions
    from zhengwu.records.people.actors import PUBLIC
    from zhengwu.statute.bundles import Part
    from zhengwu.statute.procedures import Event

    bundle, clerk, head = begin
    said = applying.Applying(
        holder=Holder("青禾小馆", "", "enterprise", "13800000000"),
        channel="counter",
        materials=(Given("n0__form", original_seen=True),),
    )
    started, used = time.monotonic(), time.process_time()
    for _ in range(count):
        made = applying.apply(bundle, said, by=clerk, at=AT)
        while True:
            found = matters.matter(made.matter_id, by=PUBLIC)
            running = [one.case_id for one in found.parts if one.part is Part.RUNNING]
            if not running:
                break
            acting.accept(made.matter_id, by=clerk, at=AT)
            for key, by in (("proposed", clerk), ("decided", head)):
                with transaction.atomic():
                    for case in running:
                        actions.take(case, Event(key, AT.date(), says={"outcome": "granted"}), by=by, at=AT)
        done = acting.deliver(made.matter_id, "counter", by=clerk, at=AT)
        if len(done.cases) != CASES or matters.matter(made.matter_id, by=PUBLIC).state != "closed":
            sys.exit("benchmarks: a bundle was not carried through")
    return time.monotonic() - started, time.process_time() - used


if __name__ == "__main__":
    main()
