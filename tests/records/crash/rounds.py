"""Rounds of killing: two writers at work, both killed by SIGKILL at a random moment, then everything proved.

`python -m tests.records.crash.rounds --kills N --seed S` on an empty database of DATABASE_URL (SQLite in ZHENGWU_HOME
otherwise) prints one line of JSON: kills, acknowledged events, cases, breaches. Django is imported once; each writer is
a fork of this process with connections of its own, so that several rounds fit into a second.

What SIGKILL proves is that no half of an action is ever to be seen and that what was acknowledged is there. It cannot
prove what a power cut does: that is the promise of fsync, which production settings keep on.
"""

import argparse
import json
import os
import random
import select
import signal
import sys
import time

import django

LONGEST = 0.2  # seconds that writers live at most once both are at work
PROVE_ALL = 100  # rounds after which every case is proved again, not only the new ones


def write(say, seed, body_id):
    """Writes until it is killed; tells each step only when its action has returned."""
    from tests.records.crash import stories
    from zhengwu.records.cases.models import Case
    from zhengwu.records.people.actors import Actor, Held
    from zhengwu.records.troubles import Trouble

    chance = random.Random(seed)  # noqa: S311 - repeatable, and nobody's secret
    head = Actor("person", 1, "负责人甲", (Held("head", body_id, ""),))
    Case.objects.first()
    os.write(say, b"at work\n")
    while True:
        open_now = chance.random() < 0.2
        row = None if open_now else Case.objects.order_by("-id")[chance.randrange(12) :].first()
        try:
            if row is not None and chance.random() < 0.15:
                os.write(say, "file {0} {2}\n".format(*stories.received(chance, row, head)).encode())
            done = stories.opened(chance, body_id, head) if row is None else stories.stepped(row, head)
        except Trouble as trouble:
            if trouble.code != "changed_meanwhile":  # the other writer was quicker
                os.write(say, f"trouble {trouble.code} {trouble.message.en}\n".encode())
            continue
        if done is not None:
            os.write(say, f"{done[0]} {done[1]} {done[2]}\n".encode())


def forked(work, *values):
    """Runs work(pipe, *values) in a fork; gives its process id and the reading end of the pipe."""
    heard, say = os.pipe()
    sys.stdout.flush()
    process = os.fork()
    if process == 0:
        try:
            os.close(heard)
            work(say, *values)
        finally:
            os._exit(1)
    os.close(say)
    return process, heard


def killed(writers, moment):
    """Kills the writers one after the other; gives what they had told, whole lines only."""
    told = {heard: os.read(heard, 65536) for _, heard in writers}  # all are at work
    begun = time.monotonic()
    for number, (process, _) in enumerate(writers, start=1):
        end = begun + moment * number / len(writers)
        while (left := end - time.monotonic()) > 0:
            for heard in select.select(list(told), [], [], left)[0]:
                told[heard] += os.read(heard, 65536)
        os.kill(process, signal.SIGKILL)
    for process, heard in writers:
        os.waitpid(process, 0)
        while part := os.read(heard, 65536):
            told[heard] += part
        os.close(heard)
    return [line.split(" ", 2) for said in told.values() for line in said.decode().split("\n")[1:-1]]


def lost(acknowledged):
    """Sentences about acknowledged steps that are not on file."""
    from zhengwu.records.cases.models import Case

    there = {pk: (number, length) for pk, number, length in Case.objects.filter(pk__in=acknowledged).values_list(
        "pk", "number", "length")}  # fmt: skip
    for pk, (number, length) in acknowledged.items():
        if pk not in there:
            yield f"{number}: acknowledged and gone"
        elif there[pk][0] != number or there[pk][1] < length:
            yield f"{number}: {length} events acknowledged, {there[pk][1]} on file"


def lost_files(acknowledged):
    """Sentences about acknowledged attachments that are not on file, or whose bytes are not those that were sent."""
    from zhengwu.records.documents.models import Attachment
    from zhengwu.records.documents.store import content_of

    there = {row.pk: row.file for row in Attachment.objects.filter(pk__in=acknowledged).select_related("file")}
    for pk, digest in acknowledged.items():
        if int(pk) not in there or there[int(pk)].sha256 != digest or not content_of(there[int(pk)]):
            yield f"attachment {pk}: acknowledged and gone"


def founded():
    """The tables and one body; and one case, so that every writer finds loaded what is loaded at first use."""
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from django.core.management import call_command

    from tests.records.crash import stories
    from zhengwu.records.organs import actions as organs
    from zhengwu.records.people.actors import CLOCKWORK, Actor, Held

    call_command("migrate", verbosity=0)
    facts = organs.Describing("青禾区行政审批局", "审批局", "department", "QHSP", address="一楼", phone="000")
    at = datetime(2026, 1, 4, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    body_id = organs.establish(facts, parent_id=None, by=CLOCKWORK, at=at)
    head = Actor("person", 1, "负责人甲", (Held("head", body_id, ""),))
    stories.opened(random.Random(0), body_id, head)  # noqa: S311 - nobody's secret
    return body_id


def run(kills, seed):
    """All rounds; gives what is told in the end."""
    from django.db import connections

    from tests.records.crash.proof import breaches
    from zhengwu.records.cases.models import Case, Event

    chance = random.Random(seed)  # noqa: S311 - repeatable, and nobody's secret
    body_id, wrong, told, files, done, since = founded(), [], {}, 0, 0, 0
    while done < kills and not wrong:
        connections.close_all()  # a connection must not be shared with a fork
        writers = [forked(write, chance.random(), body_id) for _ in range(2)]
        lines = killed(writers, LONGEST * chance.random())
        wrong += [" ".join(line) for line in lines if line[0] == "trouble"]
        fresh = {}
        for pk, number, length in (line for line in lines if line[0].isdecimal()):
            fresh[int(pk)] = (number, max(int(length), fresh.get(int(pk), ("", 0))[1]))
        told, done = told | fresh, done + 2
        papers = dict(line[1:] for line in lines if line[0] == "file")
        files += len(papers)
        wrong += [*lost(fresh), *lost_files(papers), *breaches(since)]
        since = max(0, (Case.objects.order_by("-id").values_list("id", flat=True).first() or 0) - 40)
        if done % PROVE_ALL == 0:
            wrong += [*lost(told), *breaches()]
    wrong += [*lost(told), *breaches()]
    return {"kills": done, "told": sum(length for _, length in told.values()), "cases": Case.objects.count(),
            "events": Event.objects.count(), "files": files, "wrong": wrong[:20]}  # fmt: skip


def main():
    """Reads the command line and prints the outcome."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=25)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    django.setup()
    sys.stdout.write(json.dumps(run(arguments.kills, arguments.seed)) + "\n")


if __name__ == "__main__":
    main()
