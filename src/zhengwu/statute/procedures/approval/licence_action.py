"""What a body does to a licence of its own accord (依职权): suspend, resume, withdraw, revoke, cancel, penalise.

撤回 (行政许可法第八条) takes a lawful licence back for the public good and compensates; 撤销 (第六十九条) undoes one
that should not have been granted; 注销 (第七十条) strikes out what has ended; 吊销 (第八十一条) punishes. Whoever holds
it is heard before it is taken. What follows for the licence is done by `records.licences` when it is decided.
"""

from zhengwu.statute.calendar import Unit
from zhengwu.statute.procedures.model import (
    Case,
    Clock,
    Does,
    Duty,
    Effect,
    Field,
    FieldKind,
    Guard,
    Limit,
    Move,
    Outcome,
    Procedure,
    Scene,
    State,
    Step,
    Words,
)
from zhengwu.statute.procedures.sides import APPLICANT, CLERK, DESK, HANDLER, HEAD, LEADER, REVIEWER, WORK

KINDS = ("suspend", "resume", "withdraw", "revoke", "cancel", "penalty")
TAKES = ("suspend", "withdraw", "revoke", "penalty")  # takes something away: the holder is heard first
HEARD = ("withdraw", "revoke", "penalty")  # and may ask for a hearing
REASONS = Field("reasons", Words("事实和理由", "facts and reasons"), required=True, most=4000)
BEFORE = ("opened", "told")


def kind(case: Case) -> str:
    """What is done to the licence."""
    return str(case.facts.get("kind", ""))


def _period(case: Case) -> int:
    return 1 if kind(case) == "penalty" else 0


def _told(scene: Scene) -> bool:
    """行政许可法第七条、行政处罚法第四十四条: nothing is taken from anybody who was not told before and heard."""
    return kind(scene.case) not in TAKES or scene.case.count("told") > 0


def _heard_out(scene: Scene) -> bool:
    """No decision while a hearing that was asked for has not been held, nor before the five days are over."""
    if kind(scene.case) not in HEARD or not scene.case.count("told"):
        return True
    if scene.case.count("hearing_requested") > scene.case.count("hearing_held"):
        return False
    if scene.case.count("hearing_requested") or scene.case.count("hearing_waived"):
        return True
    told = scene.case.last("told")
    return told is None or scene.calendar.working_days_between(told.on, scene.event.on) > 5


def _asked_in_time(scene: Scene) -> bool:
    told = scene.case.last("told")
    return told is not None and scene.calendar.working_days_between(told.on, scene.event.on) <= 5


def _hearing_is_due(scene: Scene) -> bool:
    return scene.case.count("hearing_requested") > scene.case.count("hearing_held")


def _chaired_by_another(scene: Scene) -> bool:
    """Who looked into it does not chair."""
    return not scene.event.person or scene.event.person not in {
        event.person for event in scene.case.events if event.key in ("opened", "told", "proposed")
    }


def _proposed(scene: Scene) -> bool:
    return scene.case.count("proposed") > 0


def _by_another(scene: Scene) -> bool:
    last = scene.case.last("proposed")
    return last is None or not scene.event.person or last.person != scene.event.person


STATES = (
    State("draft", Words("未立案", "draft")),
    State("opened", Words("已立案", "opened")),
    State("told", Words("已告知，听取陈述申辩", "told, being heard")),
    State("decided", Words("已决定，待送达", "decided, not delivered")),
    State("delivered", Words("已办结", "completed"), None, closed=True),
    State("dropped", Words("不予处理", "dropped"), None, closed=True),
    State("archived", Words("已归档", "archived"), None, closed=True, final=True),
)

STEPS = (
    Step(
        "opened",
        Words("立案", "open"),
        WORK,
        (Move(("draft",), "opened"),),
        "行政许可法第六十一条、第六十九条、第七十条",
        (
            Field("items", Words("事由", "matter"), FieldKind.TEXTS, required=True, least=1, most=1),
            Field("kind", Words("处理种类", "what is done"), FieldKind.CHOICE, required=True, choices=KINDS),
            Field(
                "licence", Words("证照编号（系统内）", "licence on file"), FieldKind.COUNT, required=True, most=10**15
            ),
            Field("holder", Words("被许可人", "holder"), most=200),
            Field("ground", Words("情形", "ground"), most=500),
        ),
        effects=(Effect(Does.START, "handling"),),
        keeps=("kind", "licence", "holder", "ground"),
        items="enters",
    ),
    Step(
        "assigned",
        Words("交办", "assign"),
        (CLERK, HEAD, HANDLER),
        (Move(BEFORE, ""),),
        "行政许可法第六十一条",
        (Field("unit", Words("承办机构", "unit"), most=200), Field("handler", Words("承办人", "person"), most=200)),
        keeps=("unit", "handler"),
    ),
    Step(
        "told",
        Words("告知拟作决定和陈述申辩权", "tell the holder"),
        WORK,
        (Move(BEFORE, "told"),),
        "行政许可法第七条；行政处罚法第四十四条、第六十三条",
        (REASONS,),
        notices=("action_notice",),
    ),
    Step(
        "statement_received",
        Words("收到陈述申辩", "what the holder says"),
        (APPLICANT, *DESK),
        (Move(("told",), ""),),
        "行政许可法第七条",
        (Field("text", Words("陈述和申辩", "statement"), required=True, most=4000),),
    ),
    Step(
        "hearing_requested",
        Words("要求听证", "ask for a hearing"),
        (APPLICANT, *DESK),
        (Move(("told",), ""),),
        "行政处罚法第六十四条",
        guards=(
            Guard(
                "too_late", Words("告知后五日已过", "the five days are over"), _asked_in_time, field="on", early=True
            ),
        ),
    ),
    Step(
        "hearing_waived",
        Words("放弃听证", "waive the hearing"),
        (APPLICANT, *DESK),
        (Move(("told",), ""),),
        "行政处罚法第六十四条",
    ),
    Step(
        "hearing_held",
        Words("举行听证", "hold the hearing"),
        (HANDLER, REVIEWER, HEAD, LEADER),
        (Move(("told",), ""),),
        "行政处罚法第六十四条",
        (Field("record", Words("听证笔录要点", "record of the hearing"), required=True, most=4000),),
        (
            Guard("no_hearing", Words("没有人要求听证", "nobody asked for a hearing"), _hearing_is_due, early=True),
            Guard(
                "examiner_chairs",
                Words("本案调查人员不能主持听证", "who looked into it does not chair"),
                _chaired_by_another,
            ),
        ),
    ),
    Step(
        "proposed",
        Words("提出处理意见", "propose"),
        WORK,
        (Move(BEFORE, ""),),
        "行政许可法第六十九条",
        (
            Field(
                "outcome",
                Words("建议", "proposal"),
                FieldKind.CHOICE,
                required=True,
                choices=("carried_out", "dropped"),
            ),
            Field("reasons", Words("理由", "reasons"), most=4000),
        ),
    ),
    Step(
        "decided",
        Words("作出处理决定", "decide"),
        (HEAD, LEADER),
        (
            Move(BEFORE, "dropped", lambda scene: scene.event.get("outcome") == "dropped"),
            Move(BEFORE, "decided"),
        ),
        "行政许可法第八条、第六十九条、第七十条、第八十一条",
        (
            Field(
                "outcome",
                Words("决定", "decision"),
                FieldKind.CHOICE,
                required=True,
                choices=("carried_out", "dropped"),
            ),
            REASONS,
            Field("compensation", Words("补偿", "compensation"), most=1000),
            Field("document", Words("决定书文号", "number of the decision"), most=100),
        ),
        (
            Guard(
                "not_told",
                Words("应当先告知被许可人，听取陈述申辩", "the holder is told and heard first"),
                _told,
                "行政许可法第七条",
                early=True,
            ),
            Guard(
                "hearing_open",
                Words("听证尚未举行，或者要求听证的期限未满", "a hearing may still be asked for or is open"),
                _heard_out,
                "行政处罚法第六十四条",
                "on",
                early=True,
            ),
            Guard("not_proposed", Words("尚无承办人员的处理意见", "nobody has proposed it"), _proposed, early=True),
            Guard(
                "compensation_missing",
                Words("撤回给被许可人造成财产损失的，应当写明补偿", "say how it is compensated"),
                lambda scene: (
                    kind(scene.case) != "withdraw"
                    or scene.event.get("outcome") == "dropped"
                    or bool(scene.event.get("compensation"))
                ),
                "行政许可法第八条第二款",
                "compensation",
            ),
            Guard("own_proposal", Words("拟办人不能决定自己的处理意见", "who proposed does not decide"), _by_another),
        ),
        (Effect(Does.STOP, "handling"), Effect(Does.START, "delivery")),
        items="concludes",
    ),
    Step(
        "delivered",
        Words("送达", "deliver"),
        DESK,
        (Move(("decided",), "delivered"),),
        "行政处罚法第六十一条",
        (
            Field("channel", Words("送达方式", "how"), FieldKind.CHOICE, choices=("counter", "mail", "online")),
            Field("proof", Words("送达凭据", "proof of delivery"), most=500),
        ),
        effects=(Effect(Does.STOP, "delivery"),),
        items="answers",
    ),
    Step(
        "archived",
        Words("归档", "archive"),
        (CLERK, *WORK),
        (Move(("delivered", "dropped"), "archived"),),
        "行政许可法第六十一条",
        (Field("shelf", Words("档号", "file number"), most=100),),
    ),
)

PROCEDURE = Procedure(
    key="licence_action",
    name=Words("证照依职权处理", "acts on a licence"),
    basis="行政许可法第八条、第六十九条、第七十条、第八十一条",
    states=STATES,
    steps=STEPS,
    clocks=(
        Clock(
            "handling",
            Words("办理期限", "time to handle"),
            (
                Limit(60, Unit.WORKING_DAYS, "法律未规定期限；本系统以六十个工作日提示"),
                Limit(90, Unit.CALENDAR_DAYS, "行政处罚法第六十条"),
            ),
            Duty.OFFICE,
            choose=_period,
        ),
        Clock(
            "delivery",
            Words("送达期限", "time to deliver"),
            (Limit(7, Unit.WORKING_DAYS, "行政处罚法第六十一条"),),
            Duty.OFFICE,
        ),
    ),
    outcomes=(
        Outcome(
            "carried_out",
            Words("作出处理", "carried out"),
            "行政许可法第六十九条、第七十条",
            "action_decision",
            "review_or_suit",
        ),
        Outcome("dropped", Words("不予处理", "dropped"), "行政许可法第六十九条", decided=False),
    ),
    main="handling",
)
