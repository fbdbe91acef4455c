"""`zhengwu calendar`: the holidays and make-up working days of a year, with the notice that sets them."""

from datetime import date, timedelta
from typing import Any

import click

from zhengwu.cli import options
from zhengwu.cli.troubles import Trouble
from zhengwu.statute.calendar import Calendar, Day, DayKind, OutsideCalendar, Skip, YearPlan, dated, national


@click.command(context_settings=options.HELP)
@click.argument("year", metavar="YEAR")
@options.json
@options.lang
def calendar(year: str, as_json: bool, lang: str) -> int:
    """Show a year's holidays 节假日, make-up working days 调休上班日, number of working days, and notice.

    \b
    Example:
      zhengwu calendar 2026
    """
    all_years = national()
    before, last = _ends(all_years, year)
    off = [skip for skip in all_years.skipped(before, last) if all_years.day(skip.first).kind is not DayKind.WEEKEND]
    worked = all_years.swapped(before, last)
    total = all_years.working_days_between(before, last)
    if as_json:
        import json

        answer = _plain(last.year, all_years.plan(last.year), total, off, worked)
        click.echo(json.dumps({**answer, "version": all_years.version}, ensure_ascii=False))
    else:
        _show(last.year, all_years.plan(last.year), total, off, worked, lang)
    return 0


def _ends(all_years: Calendar, year: str) -> tuple[date, date]:
    """The last day of the year before, and of the year; Trouble where it is no year that the calendar knows."""
    plain = year.strip()
    if not (plain.isascii() and plain.isdigit() and len(plain) == len("2026") and int(plain)):
        raise Trouble(f"“{year}”不是年份。请写四位数字，例如 2026。", f"{year!r} is no year. Write it as in 2026.")
    first, last = date(int(plain), 1, 1), date(int(plain), 12, 31)
    try:
        all_years.is_working_day(first)
    except OutsideCalendar as error:
        raise Trouble(error.zh, error.en) from error
    return first - timedelta(days=1), last


def _show(year: int, plan: YearPlan | None, total: int, off: list[Skip], worked: tuple[Day, ...], lang: str) -> None:
    from zhengwu.cli.screen import Screen, grid

    screen = Screen(lang)
    at = lang == "en"
    screen.heading(screen.say("calendar_year", year=year), screen.say("working_days", count=total))
    screen.line((plan.source if plan else screen.say("unannounced"), "dim" if plan else "yellow"))
    if plan and plan.note:
        screen.line((plan.note, "dim"))
    screen.gap()
    made = grid([screen.say("head_days_off"), screen.say("head_dates"), screen.say("head_days")], numbers=1)
    for skip in off:
        dates = dated(skip.first)[at] + ("" if skip.days == 1 else f" — {dated(skip.last)[at]}")
        made.add_row(screen.label(skip.name, skip.gloss), dates, str(skip.days))
    for day in worked:
        made.add_row(screen.label(day.name, day.gloss), dated(day.on)[at], "")
    screen.show(made)


def _plain(year: int, plan: YearPlan | None, total: int, off: list[Skip], worked: tuple[Day, ...]) -> dict[str, Any]:
    return {
        "year": year,
        "announced": plan is not None,
        "notice": plan.notice if plan else None,
        "title": plan.title if plan else None,
        "issued": plan.issued.isoformat() if plan and plan.issued else None,
        "verified": plan.verified if plan else None,
        "note": plan.note if plan else None,
        "working_days": total,
        "off": [
            {
                "first": skip.first.isoformat(),
                "last": skip.last.isoformat(),
                "days": skip.days,
                "name": skip.name,
                "gloss": skip.gloss,
                "source": skip.source,
            }
            for skip in off
        ],
        "work": [
            {"on": day.on.isoformat(), "name": day.name, "gloss": day.gloss, "source": day.source} for day in worked
        ],
    }
