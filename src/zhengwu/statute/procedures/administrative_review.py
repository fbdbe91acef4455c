"""Administrative review (行政复议) seen from the body whose act is reviewed: answer with evidence, in time.

行政复议法 2023, in force since 2024-01-01. Periods of 3, 5, 7 and 10 days are working days, the others calendar days
(Art. 88). Without an answer in time the act counts as one without evidence (Art. 70). Before 2024 the ten days were
calendar days, as Art. 40 of the law of 2017 made working days of five and seven only; and there was no simplified way.
"""

from datetime import date

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
    Place,
    Procedure,
    Scene,
    State,
    Step,
    Words,
)  # fmt: skip
from zhengwu.statute.procedures.sides import CLERK, DESK, HANDLER, HEAD, WORK

FORMS = ("2019", "2021")
LAW_OF_2023 = date(2024, 1, 1)
LAST_OF_2017 = date(2023, 12, 31)
OPEN = ("notified", "answered", "suspended")


def _outcome(key: str, zh: str, en: str, basis: str, column: str) -> Outcome:
    places = dict.fromkeys(FORMS, Place("remedies", "review", column))
    return Outcome(key, Words(zh, en), f"行政复议法{basis}", places=places)


OUTCOMES = (
    _outcome("upheld", "维持", "upheld", "第六十八条", "upheld"),
    _outcome("claim_rejected", "驳回复议请求", "claim rejected", "第六十九条", "upheld"),
    _outcome("changed", "变更", "changed", "第六十三条", "corrected"),
    _outcome("revoked", "撤销", "revoked", "第六十四条", "corrected"),
    _outcome("declared_unlawful", "确认违法", "declared unlawful", "第六十五条", "corrected"),
    _outcome("ordered_to_perform", "责令履行", "ordered to perform", "第六十六条", "corrected"),
    _outcome("declared_void", "确认无效", "declared void", "第六十七条", "corrected"),
    _outcome("mediated", "调解结案", "settled by mediation", "第七十三条", "other_result"),
    _outcome("application_rejected", "驳回复议申请", "application rejected", "第三十三条", "other_result"),
    _outcome("terminated", "终止", "terminated", "第四十一条", "other_result"),
)


def _mode(case: Case) -> int:
    return 1 if case.facts.get("mode") == "simplified" else 0


def _simplified_by_law(scene: Scene) -> bool:
    return scene.event.get("mode") != "simplified" or scene.event.on >= LAW_OF_2023


def _pending(_case: Case) -> Place:
    return Place("remedies", "review", "pending")


STEPS = (
    Step(
        "notified",
        Words("收到复议答复通知", "notice of review received"),
        DESK,
        (Move(("draft",), "notified"),),
        "行政复议法第四十八条、第五十四条",
        (
            Field(
                "mode",
                Words("审理程序", "mode"),
                FieldKind.CHOICE,
                choices=("ordinary", "simplified"),
                default="ordinary",
            ),
            Field("review_body", Words("复议机关", "reviewing body"), most=200),
            Field("review_number", Words("复议案号", "review number"), most=100),
            Field("claim", Words("复议请求", "claim")),
        ),
        guards=(
            Guard(
                "simplified_before_2024",
                Words("2024年1月1日以前没有简易程序", "there was no simplified procedure before 2024"),
                _simplified_by_law,
                "行政复议法第五十三条、第九十条",
                "mode",
            ),
        ),
        effects=(Effect(Does.START, "answer"), Effect(Does.START, "decision")),
        keeps=("mode", "review_body", "review_number"),
        items="enters",
    ),
    Step(
        "assigned",
        Words("交办", "assign"),
        (CLERK, HANDLER, HEAD),
        (Move(OPEN, ""),),
        "行政复议法第四十八条",
        (Field("unit", Words("承办机构", "unit"), most=200), Field("handler", Words("承办人", "person"), most=200)),
        keeps=("unit", "handler"),
    ),
    Step(
        "answered",
        Words("提交答复书和证据", "answer with evidence"),
        WORK,
        (Move(("notified",), "answered"), Move(("suspended",), "")),
        "行政复议法第四十八条、第七十条",
        (
            Field("evidence", Words("证据目录", "list of evidence")),
            Field("late_reason", Words("逾期提交的原因", "why it is late"), most=1000),
        ),
        (
            Guard(
                "answered_only_once",
                Words("答复已经提交", "the answer has been filed"),
                lambda scene: not scene.case.count("answered"),
                "行政复议法第四十八条",
                early=True,
            ),
        ),
        effects=(Effect(Does.STOP, "answer"),),
        notices=("review_answer",),
    ),
    Step(
        "suspended",
        Words("复议中止", "review suspended"),
        DESK,
        (Move(("notified", "answered"), "suspended"),),
        "行政复议法第三十九条",
        (Field("note", Words("原因", "why"), most=1000),),
        effects=(Effect(Does.PAUSE, "decision", basis="行政复议法第三十九条"),),
    ),
    Step(
        "resumed",
        Words("恢复审理", "review resumed"),
        DESK,
        (
            Move(("suspended",), "answered", lambda scene: scene.case.count("answered") > 0),
            Move(("suspended",), "notified"),
        ),
        "行政复议法第四十条",
        effects=(Effect(Does.RESUME, "decision"),),
    ),
    Step(
        "decision_extended",
        Words("复议期限延长", "time to decide extended"),
        DESK,
        (Move(("notified", "answered"), ""),),
        "行政复议法第六十二条",
        (Field("days", Words("延长天数", "days"), FieldKind.COUNT, least=1, most=30, default=30),),
        (
            Guard(
                "decision_extended_only_once",
                Words("复议期限已经延长过一次", "extended before"),
                lambda scene: not scene.case.count("decision_extended"),
                "行政复议法第六十二条",
                early=True,
            ),
            Guard(
                "simplified_not_extended",
                Words("适用简易程序的，审理期限不延长", "the time of the simplified procedure is not extended"),
                lambda scene: scene.case.facts.get("mode") != "simplified",
                "行政复议法第六十二条第二款",
                early=True,
            ),
        ),
        effects=(Effect(Does.EXTEND, "decision", amount="days"),),
    ),
    Step(
        "decided",
        Words("收到复议决定", "decision received"),
        DESK,
        (Move(OPEN, "decided"),),
        "行政复议法第六十二条",
        (
            Field(
                "outcome",
                Words("复议结果", "outcome"),
                FieldKind.CHOICE,
                required=True,
                choices=tuple(one.key for one in OUTCOMES),
            ),
            Field("document", Words("复议决定书文号", "number of the decision"), most=200),
            Field(
                "redo_days",
                Words("责令重新答复的期限（工作日）", "working days to answer anew"),
                FieldKind.COUNT,
                least=1,
                most=60,
            ),
            Field("reasons", Words("主要理由", "main reasons")),
        ),
        effects=(Effect(Does.STOP, "answer"), Effect(Does.STOP, "decision")),
        items="concludes",
    ),
    Step(
        "archived",
        Words("归档", "archive"),
        (CLERK, *WORK),
        (Move(("decided",), "archived"),),
        "条例第四十五条",
        (Field("shelf", Words("档号", "file number"), most=100),),
    ),
)

PROCEDURE = Procedure(
    key="administrative_review",
    name=Words("行政复议（被申请人）", "administrative review, as respondent"),
    basis="行政复议法第二十条、第四十八条、第五十四条、第六十二条、第七十条、第八十八条",
    states=(
        State("draft", Words("未登记", "not registered")),
        State("notified", Words("待提交答复", "to be answered")),
        State("answered", Words("已答复，待决定", "answered, decision pending"), Duty.AUTHORITY),
        State("suspended", Words("中止", "suspended"), Duty.AUTHORITY),
        State("decided", Words("已决定", "decided"), None, closed=True),
        State("archived", Words("已归档", "archived"), None, closed=True, final=True),
    ),
    steps=STEPS,
    clocks=(
        Clock(
            "answer",
            Words("提交答复和证据的期限", "time to answer with evidence"),
            (
                Limit(10, Unit.CALENDAR_DAYS, "行政复议法（2017年修正）第二十三条", until=LAST_OF_2017),
                Limit(10, Unit.WORKING_DAYS, "行政复议法第四十八条", since=LAW_OF_2023),
                Limit(5, Unit.WORKING_DAYS, "行政复议法第五十四条（简易程序）", since=LAW_OF_2023),
            ),
            Duty.OFFICE,
            choose=_mode,
        ),
        Clock(
            "decision",
            Words("复议审理期限", "time to decide the review"),
            (
                Limit(60, Unit.CALENDAR_DAYS, "行政复议法（2017年修正）第三十一条", until=LAST_OF_2017),
                Limit(60, Unit.CALENDAR_DAYS, "行政复议法第六十二条", since=LAW_OF_2023),
                Limit(30, Unit.CALENDAR_DAYS, "行政复议法第六十二条（简易程序）", since=LAW_OF_2023),
            ),
            Duty.AUTHORITY,
            choose=_mode,
        ),
    ),
    outcomes=OUTCOMES,
    main="answer",
    table="remedies",
    pending=_pending,
)
