"""`zhengwu procedures list` and `zhengwu procedures show`: what the law lets a body do, event by event."""

import json
from typing import Any

import click

from zhengwu.cli import options
from zhengwu.cli.caselogs import procedure_of
from zhengwu.statute.procedures import Procedure
from zhengwu.statute.procedures import procedures as known
from zhengwu.statute.procedures.approval import KEYS
from zhengwu.statute.procedures.diagram import mermaid
from zhengwu.statute.procedures.model import Clock, Effect, Field, Outcome, Step

APPLIED: dict[str, object] = {"event": "submitted", "on": "2026-03-02", "items": ["食品经营许可"]}
EXAMPLE: dict[str, list[dict[str, object]]] = {
    "information_request": [
        {"event": "received", "on": "2026-03-02"},
        {"event": "consultation_sent", "on": "2026-03-09", "party": "某公司", "kind": "third_party"},
        {"event": "opinion_received", "on": "2026-03-20", "party": "某公司", "opinion": "agrees"},
    ],
    "record_correction": [{"event": "received", "on": "2026-03-02", "items": ["学历登记有误"]}],
    "administrative_review": [{"event": "notified", "on": "2026-03-02", "mode": "simplified"}],
    "lawsuit": [{"event": "notified", "on": "2026-03-02"}, {"event": "defended", "on": "2026-03-16"}],
    "proactive_disclosure": [
        {"event": "registered", "on": "2026-03-02", "items": ["服务指南"], "kind": "service_guide"},
        {"event": "attributed", "on": "2026-03-04", "attribute": "proactive"},
        {"event": "reviewed", "on": "2026-03-05", "aspect": "secrecy", "verdict": "passed"},
    ],
    "licensing": [
        {**APPLIED, "statutory_days": 20, "promised_days": 10},
        {"event": "accepted", "on": "2026-03-04"},
        {"event": "special_begun", "on": "2026-03-09", "kind": "expert_review", "days": 5},
        {"event": "special_ended", "on": "2026-03-13", "result": "专家评审通过"},
    ],
    **{
        key: [{**APPLIED, "statutory_days": 10, "promised_days": 5}, {"event": "accepted", "on": "2026-03-04"}]
        for key in KEYS
        if key != "licensing"
    },
    "licence_action": [
        {"event": "opened", "on": "2026-03-02", "items": ["虚假材料"], "kind": "revoke", "licence": 1},
        {"event": "told", "on": "2026-03-09", "reasons": "以虚假材料取得许可"},
    ],
}


@click.group(context_settings=options.HELP)
def procedures() -> None:
    """Procedures 办理程序 as data: states, events with their fields, clocks, outcomes with their rows of the report."""


@procedures.command("list", context_settings=options.HELP)
@options.json
@options.lang
def listed(as_json: bool, lang: str) -> int:
    """List the procedures with their legal basis."""
    if as_json:
        click.echo(json.dumps([_head(one) for one in known()], ensure_ascii=False))
        return 0
    from zhengwu.cli.screen import Screen

    screen, at = Screen(lang), lang == "en"
    for one in known():
        screen.line((one.key, "bold"), f"  {one.name.zh}", *([f"  {one.name.en}"] if at else []))
        screen.line((one.basis, "dim"), indent=2)
    return 0


@procedures.command("show", context_settings=options.HELP)
@click.argument("key", metavar="KEY")
@click.option("--format", "form", type=click.Choice(["text", "json", "mermaid"]), default="text", show_default=True)
@options.json
@options.lang
def shown(key: str, form: str, as_json: bool, lang: str) -> int:
    """Show one procedure; its page is enough to write a file of events for `zhengwu deadline`.

    \b
    Example:
      zhengwu procedures show information_request
    """
    one = procedure_of(key)
    if as_json or form == "json":
        click.echo(json.dumps(described(one), ensure_ascii=False))
    elif form == "mermaid":
        click.echo(mermaid(one, lang), nl=False)
    else:
        from zhengwu.cli.procedure_page import show

        show(one, EXAMPLE[one.key], lang)
    return 0


def described(one: Procedure) -> dict[str, Any]:
    """The procedure as JSON."""
    return {
        **_head(one),
        "main_clock": one.main,
        "states": [
            {"key": state.key, **_words(state.name), "waits": state.waits and state.waits.value, "closed": state.closed}
            for state in one.states
        ],
        "events": [_event(one, step) for step in one.steps],
        "clocks": [_clock(clock) for clock in one.clocks],
        "outcomes": [_outcome(outcome) for outcome in one.outcomes],
        "example": EXAMPLE[one.key],
    }


def _head(one: Procedure) -> dict[str, Any]:
    return {"key": one.key, **_words(one.name), "basis": one.basis}


def _words(words: Any) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}


def _event(one: Procedure, step: Step) -> dict[str, Any]:
    return {
        "key": step.key,
        **_words(step.name),
        "basis": step.basis,
        "who": list(step.who),
        "moves": [{"from": list(move.origins), "to": move.target or None} for move in step.moves],
        "backdated": step.backdated,
        "fields": [_field(field) for field in step.fields],
        "guards": [{"code": guard.code, **_words(guard.reason), "basis": guard.basis} for guard in step.guards],
        "effects": [_effect(effect) for effect in step.effects],
        "letters": list(step.notices),
        "outcome": step.outcome or None,
    }


def _field(field: Field) -> dict[str, Any]:
    return {
        "key": field.key,
        **_words(field.name),
        "type": field.kind.value,
        "required": field.required,
        "default": field.default,
        "choices": list(field.choices),
        "least": field.least,
        "most": field.most,
    }


def _effect(effect: Effect) -> dict[str, Any]:
    return {"does": effect.does.value, "clock": effect.clock, "by_field": effect.amount or None}


def _clock(clock: Clock) -> dict[str, Any]:
    return {
        "key": clock.key,
        **_words(clock.name),
        "duty": clock.duty.value,
        "lapse": clock.lapse or None,
        "limits": [
            {
                "length": limit.length,
                "unit": limit.unit.value,
                "basis": limit.basis,
                "since": limit.since and limit.since.isoformat(),
                "until": limit.until and limit.until.isoformat(),
            }
            for limit in clock.limits
        ],
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "key": outcome.key,
        **_words(outcome.name),
        "basis": outcome.basis,
        "remedy": outcome.remedy or None,
        "needs": list(outcome.needs),
        "rows": {form: place._asdict() for form, place in outcome.places.items()},
    }
