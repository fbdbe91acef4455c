"""The page of a procedure in the terminal: states, events, clocks, outcomes, and a file of events to begin with."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from rich.text import Text

from zhengwu.cli.screen import Screen, grid
from zhengwu.statute.procedures import Procedure, Words
from zhengwu.statute.procedures.choices import NAMES
from zhengwu.statute.procedures.model import Clock, Does, Field, FieldKind, Outcome, Step

POSTS = {
    "clerk": Words("登记岗", "clerk"),
    "handler": Words("承办人", "handler"),
    "reviewer": Words("审核人", "reviewer"),
    "head": Words("机构负责人", "head of the office"),
    "leader": Words("机关负责人", "leader"),
    "applicant": Words("申请人", "applicant"),
    "third_party": Words("第三方", "third party"),
    "system": Words("系统", "the system's timer"),
}
DOES = {
    Does.START: Words("起算", "starts"),
    Does.PAUSE: Words("暂停", "pauses"),
    Does.RESUME: Words("恢复", "resumes"),
    Does.SUSPEND: Words("停止计算，待重新起算", "stands still until it starts anew"),
    Does.EXTEND: Words("延长", "is extended"),
    Does.FIX: Words("指定截止日", "gets a last day by name"),
    Does.STOP: Words("结束", "ends"),
}
KINDS = {
    FieldKind.TEXT: Words("文字", "text"),
    FieldKind.DAY: Words("日期 2026-03-02", "day 2026-03-02"),
    FieldKind.COUNT: Words("整数", "whole number"),
    FieldKind.YUAN: Words('金额 "12.50"', 'yuan "12.50"'),
    FieldKind.CHOICE: Words("选项", "one of"),
    FieldKind.FLAG: Words("true/false", "true/false"),
    FieldKind.TEXTS: Words('文字数组 ["…", "…"]', 'list of texts ["…", "…"]'),
    FieldKind.ITEM: Words('事项序号 "1"', 'number of an item "1"'),
}
MANY = 12  # choices of a field beyond which the list of outcomes is referred to


def show(one: Procedure, example: Iterable[Mapping[str, Any]], lang: str) -> None:
    """Prints the page."""
    screen, at = Screen(lang), lang == "en"
    screen.line((one.name.zh, "bold"), *([f"  {one.name.en}"] if at else []), (f"  {one.key}", "dim"))
    screen.line((one.basis, "dim"))
    screen.gap()
    _states(screen, one, at)
    screen.heading(
        ("事件", "Events")[at],
        ("谁 · 从 → 到 · 栏目（* 必填）· 期限", "who · from → to · fields (* required) · clocks")[at],
    )
    screen.gap()
    for step in one.steps:
        _step(screen, one, step, at)
    _clocks(screen, one, at)
    _outcomes(screen, one, at)
    _example(screen, one, example, at)


def _states(screen: Screen, one: Procedure, at: bool) -> None:
    screen.heading(("状态", "States")[at])
    made = grid([("键", "Key")[at], ("名称", "Name")[at]])
    for state in one.states:
        mark = ("（办结）", " (closed)")[at] if state.closed else ""
        made.add_row(state.key, state.name[at] + mark)
    screen.show(made, 2)
    screen.gap()


def _step(screen: Screen, one: Procedure, step: Step, at: bool) -> None:
    screen.line((step.key, "bold cyan"), f"  {step.name[at]}", (f"  {step.basis}", "dim"), indent=2)
    who = ("、", ", ")[at].join(POSTS[post][at] for post in step.who)
    screen.line((("谁  ", "who  ")[at], "dim"), who, (f"  {' '.join(step.who)}", "dim"), indent=4)
    for move in step.moves:
        target = move.target or ("不变", "stays")[at]
        maybe = (("，符合条件时", ", if so")[at], "dim") if move.when else ""
        screen.line((("从  ", "from  ")[at], "dim"), " ".join(move.origins), " → ", (target, "bold"), maybe, indent=4)
    for field in step.fields:
        screen.put(_field(field, at), 6)
    for effect in step.effects:
        by = f"（{effect.amount}）" if effect.amount else ""
        screen.line(
            (("期限  ", "clock  ")[at], "dim"),
            f"{one.clock(effect.clock).name[at]} {DOES[effect.does][at]}{by}",
            indent=4,
        )
    for guard in step.guards:
        screen.line((("拒绝  ", "refused  ")[at], "dim"), guard.reason[at], (f"  {guard.code}", "dim"), indent=4)
    screen.gap()


def _field(field: Field, at: bool) -> Text:
    text = Text.assemble(
        (field.key, "green"), "* " if field.required else " ", f"{field.name[at]}  ", (KINDS[field.kind][at], "dim")
    )
    if field.kind is FieldKind.CHOICE:
        few = len(field.choices) <= MANY
        listed = " | ".join(key if at or key not in NAMES else f"{key} {NAMES[key].zh}" for key in field.choices)
        text.append(": " + (listed if few else ("见结果", "see the outcomes")[at]), style="dim")
    if field.kind is FieldKind.COUNT:
        text.append(f" {field.least}–{field.most}", style="dim")
    if field.default is not None:
        text.append((f"，默认 {field.default}", f", default {field.default}")[at], style="dim")
    return text


def _clocks(screen: Screen, one: Procedure, at: bool) -> None:
    from zhengwu.statute.calendar.explanation import counted

    screen.heading(("期限", "Clocks")[at])
    for clock in one.clocks:
        main = ("  主期限", "  main")[at] if clock.key == one.main else ""
        screen.line((clock.key, "bold"), f"  {clock.name[at]}{main}", (f"  {_duty(clock, at)}", "dim"), indent=2)
        for limit in clock.limits:
            span = " ".join(str(day) for day in (limit.since, limit.until) if day)
            screen.line(counted(limit.length, limit.unit)[at], (f"  {limit.basis}  {span}".rstrip(), "dim"), indent=4)
    screen.gap()


def _duty(clock: Clock, at: bool) -> str:
    names = {
        "office": Words("本机关", "the office"),
        "applicant": Words("申请人", "the applicant"),
        "third_party": Words("被征求意见方", "whoever is consulted"),
        "authority": Words("复议机关、法院", "review body or court"),
    }
    return names[clock.duty.value][at]


def _outcomes(screen: Screen, one: Procedure, at: bool) -> None:
    screen.heading(
        ("结果", "Outcomes")[at], ("年度报告的行，按格式", "row of the annual report, by form")[at] if one.table else ""
    )
    for outcome in one.outcomes:
        screen.line((outcome.key, "bold"), f"  {outcome.name[at]}", (f"  {outcome.basis}", "dim"), indent=2)
        if outcome.places:
            screen.line((_rows(outcome), "dim"), indent=4)
    screen.gap()


def _rows(outcome: Outcome) -> str:
    places = {
        form: f"{place.row}{'/' + place.column if place.column else ''}" for form, place in outcome.places.items()
    }
    if len(set(places.values())) == 1:
        return f"{'、'.join(places)}: {next(iter(places.values()))}"
    return "  ".join(f"{form}: {row}" for form, row in places.items())


def _example(screen: Screen, one: Procedure, example: Iterable[Mapping[str, Any]], at: bool) -> None:
    screen.heading(("事项文件示例", "A file of events")[at], "case.json")
    rows = [json.dumps(event, ensure_ascii=False) for event in example]
    lines = ["[", *(f"  {row}{',' if n < len(rows) else ''}" for n, row in enumerate(rows, 1)), "]"]
    for line in lines:
        screen.console.print(line, soft_wrap=True)
    screen.gap()
    screen.line(
        (
            "每个事项还可写 by（岗位）和 person（姓名）；日期按发生之日。",
            "Each event may also say by (post) and person; dates are when it happened.",
        )[at]
    )
    screen.console.print(f"zhengwu deadline --procedure {one.key} --events case.json", soft_wrap=True, style="bold")
