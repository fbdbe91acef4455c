"""`zhengwu deadline --procedure`: the events of a case, told in a JSON file, become its state and its last days."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from zhengwu.cli import exits
from zhengwu.cli.troubles import Trouble
from zhengwu.statute.calendar import Calendar, Line, national
from zhengwu.statute.procedures import (
    Case,
    Due,
    Event,
    Procedure,
    Refused,
    begin,
    event_from,
    explain,
    procedures,
    take,
)

LARGEST = 8 * 1024 * 1024  # bytes of a file of events
MOST = 5_000  # events of one case


@dataclass(frozen=True, slots=True)
class Told:
    """One clock of a case with its last day and the reasons."""

    due: Due
    lines: tuple[Line, ...]


class Unlawful(Exception):
    """An event that may not be, or a file that holds none: code, sentences, exit code, and where."""

    def __init__(
        self, code: str, zh: str, en: str, status: int, position: int | None = None, event: str = "", field: str = "",
        basis: str = "",
    ) -> None:  # fmt: skip
        super().__init__(en)
        self.code, self.zh, self.en, self.status = code, zh, en, status
        self.position, self.event, self.field, self.basis = position, event, field, basis

    def plain(self) -> dict[str, Any]:
        """The JSON form; `position` counts from 1."""
        keys = ("code", "zh", "en", "position", "event", "field", "basis")
        return {"error": {key: getattr(self, key) for key in keys}}


def procedure_of(key: str) -> Procedure:
    """The procedure; Trouble names those there are."""
    found = next((one for one in procedures() if one.key == key), None)
    if found is None:
        known = ", ".join(one.key for one in procedures())
        raise Trouble(f"没有程序“{key}”；现有：{known}。", f"There is no procedure {key!r}; known: {known}.")
    return found


def deadline_of_case(key: str, path: str, *, as_json: bool, lang: str) -> int:
    """Prints the last days of a case; the exit code is 1 for an unlawful event and 2 for a file that cannot be read."""
    procedure, calendar = procedure_of(key), national()
    try:
        case = _case(procedure, _entries(path), calendar)
    except Unlawful as wrong:
        if not as_json:
            raise Trouble(wrong.zh, wrong.en, wrong.status) from wrong
        click.echo(json.dumps(wrong.plain(), ensure_ascii=False))
        return wrong.status
    told = [Told(*explain(procedure, case, running, calendar)) for running in case.clocks]
    if as_json:
        click.echo(json.dumps(_plain(procedure, case, told), ensure_ascii=False))
    else:
        _show(procedure, case, told, lang)
    return exits.CLEAN


def _entries(path: str) -> list[Any]:
    """What the file lists: an array of events, or an object with an array `events`."""
    try:
        if path == "-":
            raw = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(path).open("rb") as file:
                raw = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise Unlawful(
            "cannot_read", f"无法读取 {path}（{why}）。", f"Cannot read {path} ({why}).", exits.UNREADABLE
        ) from error
    if len(raw) > LARGEST:
        raise _no_list(f"超过 {LARGEST // 1024**2} MB", f"it is larger than {LARGEST // 1024**2} MB")
    try:
        told = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _no_list(f"不是 JSON：{str(error)[:120]}", f"it is no JSON: {str(error)[:120]}") from error
    entries = told.get("events") if isinstance(told, dict) else told
    if not isinstance(entries, list) or len(entries) > MOST:
        raise _no_list(f"应为至多 {MOST} 个事项的数组", f"it must be an array of at most {MOST} events")
    return entries


def _no_list(zh: str, en: str) -> Unlawful:
    return Unlawful(
        "not_events",
        f"事项文件不能使用：{zh}。应写作 [{{\"event\": \"received\", \"on\": \"2026-03-02\"}}, …]。",
        f"The file of events cannot be used: {en}. Write [{{\"event\": \"received\", \"on\": \"2026-03-02\"}}, …].",
        exits.UNREADABLE,
    )  # fmt: skip


def _case(procedure: Procedure, entries: list[Any], calendar: Calendar) -> Case:
    case = begin(procedure)
    for position, entry in enumerate(entries, 1):
        event = event_from(entry)
        after = event if isinstance(event, Refused) else take(procedure, case, event, calendar)
        if isinstance(after, Refused):
            raise _refused(after, position, event)
        case = after
    return case


def _refused(refused: Refused, position: int, event: Event | Refused) -> Unlawful:
    key = event.key[:60] if isinstance(event, Event) else ""
    basis_zh, basis_en = (f"（{refused.basis}）", f" ({refused.basis})") if refused.basis else ("", "")
    return Unlawful(
        refused.code,
        f"第{position}个事项{f'“{key}”' if key else ''}不成立：{refused.reason.zh}{basis_zh}。",
        f"Event {position}{f' “{key}”' if key else ''} cannot be: {refused.reason.en}{basis_en}.",
        exits.FINDINGS,
        position,
        key,
        refused.field,
        refused.basis,
    )


def _plain(procedure: Procedure, case: Case, told: list[Told]) -> dict[str, Any]:
    main = _main(procedure, told)
    clocks = [_plain_clock(procedure, one) for one in told]
    return {
        "due_on": _iso(main.due.on) if main else None,
        "provisional": main.due.provisional if main else False,
        "explanation": [_plain_line(line) for line in main.lines] if main else [],
        "state": case.state,
        "clocks": clocks,
        "warnings": [
            {"clock": one.due.running.clock, "party": one.due.running.party, "zh": line.zh, "en": line.en}
            for one in told
            for line in one.lines
            if line.kind == "warning"
        ],
    }


def _main(procedure: Procedure, told: list[Told]) -> Told | None:
    return next((one for one in told if one.due.running.clock == procedure.main), None)


def _plain_clock(procedure: Procedure, one: Told) -> dict[str, Any]:
    running = one.due.running
    clock = procedure.clock(running.clock)
    return {
        "clock": clock.key,
        "name": {"zh": clock.name.zh, "en": clock.name.en},
        "party": running.party,
        "due_on": _iso(one.due.on),
        "earliest": _iso(one.due.earliest),
        "provisional": one.due.provisional,
        "duty": clock.duty.value,
        "stopped_on": _iso(running.stopped_on),
        "explanation": [_plain_line(line) for line in one.lines],
    }


def _plain_line(line: Line) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "zh": line.zh,
        "en": line.en,
        "basis": line.basis,
        "since": _iso(line.since),
        "until": _iso(line.until),
        "days": line.days,
    }


def _iso(day: Any) -> str | None:
    return day.isoformat() if day is not None else None


def _show(procedure: Procedure, case: Case, told: list[Told], lang: str) -> None:
    from zhengwu.cli.deadline import put
    from zhengwu.cli.screen import Screen
    from zhengwu.statute.calendar import dated

    screen, at = Screen(lang), lang == "en"
    main = _main(procedure, told)
    screen.line((procedure.name[at], "bold"), f"  {procedure.state(case.state).name[at]}", (f"  {case.state}", "dim"))
    if main is None:
        put(None, False, (), as_json=False, lang=lang)
    else:
        put(main.due.on, main.due.provisional, main.lines, as_json=False, lang=lang)
    for one in told:
        if one is main or one.due.running.stopped_on:
            continue
        running, clock = one.due.running, procedure.clock(one.due.running.clock)
        shown = dated(one.due.on)[at] if one.due.on else screen.say("no_due_date")
        party = f"（{running.party}）" if running.party not in ("", "1") else ""
        screen.line((f"{clock.name[at]}{party}", "bold"), f"  {shown}", (f"  {running.basis}", "dim"))
        for line in one.lines:
            if line.kind == "warning":
                screen.line(("! ", "yellow"), line.en if at else line.zh, indent=2)
