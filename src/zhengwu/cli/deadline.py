"""`zhengwu deadline`: the last day of a period, with the reasons."""

from collections.abc import Iterable, Mapping
from datetime import date

import click

from zhengwu.cli import options
from zhengwu.cli.troubles import Trouble
from zhengwu.statute.calendar import CalendarError, Line, Unit, explained, national

_MOST = 20_000  # days from 2007 to 2060


@click.command(context_settings=options.HELP)
@click.option("--from", "start", metavar="DATE", help="Day of the event; counting begins the day after.")
@click.option("--working-days", metavar="N", help="Period in working days 工作日.")
@click.option("--calendar-days", metavar="N", help="Period in days 日, moved from a day off (民法典第二百零三条).")
@click.option("--months", metavar="N", help="Period in months 月, moved from a day off.")
@click.option("--procedure", metavar="KEY", help="A procedure; `zhengwu procedures list` lists them.")
@click.option("--events", metavar="FILE", help="What has happened in a case of it, as JSON; - reads standard input.")
@options.json
@options.lang
def deadline(
    start: str | None,
    working_days: str | None,
    calendar_days: str | None,
    months: str | None,
    procedure: str | None,
    events: str | None,
    as_json: bool,
    lang: str,
) -> int:
    """Tell the last day of a period 期限, and why: days counted, days skipped, make-up working days, provisional years.

    \b
    Examples:
      zhengwu deadline --from 2026-09-24 --working-days 20
      zhengwu deadline --from 2026-09-01 --calendar-days 60 --lang en
      zhengwu deadline --procedure information_request --events case.json
    """
    if procedure is not None or events is not None:
        if procedure is None or events is None or {start, working_days, calendar_days, months} != {None}:
            raise Trouble(
                "--procedure 和 --events 要一起写，且不与 --from 和期限同用。",
                "Give --procedure and --events together, and neither --from nor a period with them.",
            )
        from zhengwu.cli.caselogs import deadline_of_case

        return deadline_of_case(procedure, events, as_json=as_json, lang=lang)
    periods = {Unit.WORKING_DAYS: working_days, Unit.CALENDAR_DAYS: calendar_days, Unit.MONTHS: months}
    begin, (length, unit) = day_of(start), _period(periods)
    try:
        end, lines = explained(national(), begin, length, unit)
    except CalendarError as error:
        raise Trouble(error.zh, error.en) from error
    put(end.on, end.provisional, lines, as_json=as_json, lang=lang)
    return 0


def put(due_on: date | None, provisional: bool, lines: Iterable[Line], *, as_json: bool, lang: str) -> None:
    """Prints an explained due date (None: no date at present) for people or as JSON."""
    if as_json:
        import json

        explanation = [_plain(line) for line in lines]
        due = due_on.isoformat() if due_on else None
        answer = {"due_on": due, "provisional": provisional, "explanation": explanation}
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    from zhengwu.cli.screen import Screen
    from zhengwu.statute.calendar import dated

    screen = Screen(lang)
    shown = dated(due_on)[lang == "en"] if due_on else screen.say("no_due_date")
    mark = (f"  {screen.say('provisional')}", "yellow") if provisional else ""
    screen.line((screen.say("due_on", date=shown), "bold"), *([mark] if mark else []))
    for line in lines:
        sign = ("! ", "yellow") if line.kind == "warning" else ("· ", "dim")
        source = [(f"  {line.basis}", "dim")] if line.basis else []
        screen.line(sign, line.en if lang == "en" else line.zh, *source, indent=2)


def day_of(text: str | None) -> date:
    """The day given with --from; Trouble where there is none, or it is no date."""
    if text is None:
        raise Trouble(
            "请用 --from 写明起算日，例如 --from 2026-09-24。", "Give the first day, as in --from 2026-09-24."
        )
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Trouble(
            f"“{text}”不是日期。请写作 年-月-日，例如 2026-09-24。",
            f"{text!r} is no date. Write year-month-day, as in 2026-09-24.",
        ) from None


def _period(periods: Mapping[Unit, str | None]) -> tuple[int, Unit]:
    """The one period that was given."""
    given = [(text, unit) for unit, text in periods.items() if text is not None]
    if len(given) != 1:
        raise Trouble(
            "请写明一种期限：--working-days、--calendar-days 或 --months，只能选一种。",
            "Give one period: --working-days, --calendar-days or --months, and only one of them.",
        )
    text, unit = given[0]
    plain = text.strip()
    if not (plain.isascii() and plain.isdigit() and len(plain) <= len(str(_MOST)) and int(plain) <= _MOST):
        raise Trouble(
            f"期限应为 0 至 {_MOST} 的整数，不能是“{text}”。",
            f"A period is a whole number from 0 to {_MOST}, not {text!r}.",
        )
    return int(plain), unit


def _plain(line: Line) -> dict[str, str | int | None]:
    return {
        "kind": line.kind,
        "zh": line.zh,
        "en": line.en,
        "basis": line.basis,
        "since": line.since.isoformat() if line.since else None,
        "until": line.until.isoformat() if line.until else None,
        "days": line.days,
    }
