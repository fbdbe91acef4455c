"""`zhengwu tick`: what has to happen because time has passed. Once, or regularly."""

import signal
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import click

from zhengwu.cli import exits, options
from zhengwu.cli.operate.guarding import guarded, put

LEASE = "tick lease"
LONGEST = timedelta(minutes=30)  # a round that takes longer is taken for dead
ANSWERS_KEPT = timedelta(days=7)
MOST_SENT = 1000  # in a round
READING = 20.0  # seconds of a round, for reports that came in by the screens
MOST_COUNTED = 1000  # of those that wait; what is beyond is told as ">1000"


@dataclass(frozen=True, slots=True)
class Done:
    """What a round did. `busy` where another one was at work and this one did nothing."""

    busy: bool = False
    lapsed: int = 0
    to_sign: int = 0
    due_soon: int = 0
    late: int = 0
    sent: int = 0
    unsent: int = 0
    waiting: int = 0
    forgotten: int = 0
    prepared: int = 0
    published: int = 0
    to_assess: int = 0
    failed: tuple[str, ...] = ()


@click.command(context_settings=options.HELP)
@click.option("--every", type=click.FloatRange(1), metavar="SECONDS", help="Go on until stopped, a round each SECONDS.")
@options.lang
def tick(every: float | None, lang: str) -> int:
    """Run the timers once: periods that ran out, reminders, the outbox, what may be forgotten.

    Two at once do no harm: the second one finds the first at work and leaves. Exit code 1 if something failed; it is
    named, and tried again in the next round.
    """
    from zhengwu.cli.operate.opening import opened

    opened()
    if every is None:
        with guarded():
            done = round_of(datetime.now(UTC))
        told(done, lang)
        return exits.FINDINGS if done.failed or done.unsent else exits.CLEAN
    return _regularly(every, lang)


def _regularly(every: float, lang: str) -> int:
    """Rounds until SIGTERM or Ctrl-C; a round that fails is told, and the next one comes all the same."""
    from zhengwu.cli.troubles import Trouble

    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    while not stop.is_set():
        try:
            with guarded():
                told(round_of(datetime.now(UTC)), lang)
        except Trouble as trouble:
            click.echo(f"zhengwu: {trouble.text(lang)}", err=True)
        stop.wait(every)
    return exits.CLEAN


def round_of(at: datetime) -> Done:
    """One round at this moment, under a lease."""
    from zhengwu.records.outbox import actions as outbox
    from zhengwu.records.outbox import leases

    if not leases.claim(LEASE, at=at, until=at + LONGEST):
        return Done(busy=True)
    try:
        _begun(at)
        done = _worked(at)
        outbox.beat("tick", at=at)
        return done
    finally:
        leases.release(LEASE, at=at)


def _begun(at: datetime) -> None:
    """What holds from this day on."""
    from zhengwu.records.items import refreshing
    from zhengwu.records.moments import day_of

    refreshing.run(on=day_of(at))


def _worked(at: datetime) -> Done:
    from zhengwu.cli.operate.imported import imported
    from zhengwu.cli.operate.senders import senders
    from zhengwu.cli.operate.yearly import brought_round, reminded, warned
    from zhengwu.records.approvals import timers as approvals
    from zhengwu.records.cases import timers
    from zhengwu.records.library import taking as library
    from zhengwu.records.moments import day_of
    from zhengwu.records.notices import digest
    from zhengwu.records.outbox import actions as outbox
    from zhengwu.records.outbox import queries
    from zhengwu.records.publications import timers as publications

    on = day_of(at)
    cases = timers.run(on=on, at=at)
    documents = publications.run(on=on, at=at)
    deemed = approvals.run(on=on, at=at)
    prepared = reminded(on, at)
    warned(on, at)
    brought_round(on, at)
    digest.run(on=on, at=at)
    library.go_on_everywhere(at=at, seconds=READING)
    drained = outbox.drain(senders(), at=at, limit=MOST_SENT)
    wrong = imported(at)
    return Done(
        lapsed=cases.lapsed + deemed.accepted + deemed.renewed,
        to_sign=cases.to_sign,
        due_soon=cases.due_soon,
        late=cases.late,
        sent=drained.sent,
        unsent=drained.failed + drained.given_up,
        waiting=queries.waiting(at=at).count,
        forgotten=_forgotten(at),
        prepared=prepared,
        published=documents.published,
        to_assess=documents.to_assess,
        failed=(*cases.failed, *documents.failed, *deemed.failed, *wrong),
    )


def _forgotten(at: datetime) -> int:
    """How much was forgotten whose time is over."""
    from zhengwu.records.drafts import actions as drafts
    from zhengwu.records.notices import actions as notices
    from zhengwu.records.outbox import actions as outbox
    from zhengwu.records.people import sessions, throttle
    from zhengwu.records.reports import incoming
    from zhengwu.records.unfinished import actions as unfinished

    found = outbox.forget(before=at - ANSWERS_KEPT) + sessions.forget(before=at)
    found += throttle.forget(before=at - timedelta(days=1)) + drafts.forget(at=at) + unfinished.forget(at=at)
    return found + notices.forget(at=at) + incoming.forget(at=at)


def told(done: Done, lang: str) -> None:
    """One line a round, and a line for each thing that failed."""
    if done.busy:
        put(lang, "另一个 tick 正在运行，本次不做。", "Another tick is at work; nothing to do.")
        return
    waiting = f"{'>' if done.waiting > MOST_COUNTED else ''}{min(done.waiting, MOST_COUNTED)}"
    put(
        lang,
        f"期限届满已登记 {done.lapsed} · 待签批 {done.to_sign} · 将到期 {done.due_soon} · 已超期 {done.late} · "
        f"发出 {done.sent} · 未发出 {done.unsent} · 等待 {waiting} · 清理 {done.forgotten} · "
        f"年报待办 {done.prepared} · 定时发布 {done.published} · 待再评估 {done.to_assess}",
        f"lapsed {done.lapsed} · to sign {done.to_sign} · due soon {done.due_soon} · late {done.late} · "
        f"sent {done.sent} · not sent {done.unsent} · waiting {waiting} · forgotten {done.forgotten} · "
        f"reports to do {done.prepared} · published {done.published} · to assess {done.to_assess}",
    )
    for line in done.failed:
        click.echo(f"zhengwu: {line}", err=True)
