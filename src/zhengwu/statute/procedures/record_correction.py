"""Correction of records about oneself (信息更正): 条例第四十一条. The annual report does not count it."""

from zhengwu.statute.calendar import Unit
from zhengwu.statute.procedures.model import (
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
)  # fmt: skip
from zhengwu.statute.procedures.sides import APPLICANT, CLERK, DECIDE, DESK, HANDLER, HEAD, WORK

BASIS = "条例第四十一条"
WORKING = ("received", "in_handling")


def _outcome(key: str, zh: str, en: str, *needs: str) -> Outcome:
    return Outcome(key, Words(zh, en), BASIS, f"reply_{key}", "review_or_suit", needs=needs)


OUTCOMES = (
    _outcome("corrected", "予以更正", "corrected"),
    _outcome("transferred", "转送或者告知有权机关", "transferred to the body with the power", "responsible_body"),
    _outcome("not_corrected", "不予更正", "not corrected", "reasons"),
    Outcome("withdrawn", Words("申请人撤回", "withdrawn"), BASIS, decided=False),
)


def _all_decided(scene: Scene) -> bool:
    return not any(item.is_open for item in scene.case.items)


def _something_to_decide(scene: Scene) -> bool:
    return any(item.is_open and scene.event.get("item") in (None, item.number) for item in scene.case.items)


def _needs_filled(scene: Scene) -> bool:
    outcome = scene.procedure.outcome(scene.event.says["outcome"])
    return outcome is None or all(scene.event.get(key) for key in outcome.needs)


DECIDED = Step(
    "decided",
    Words("作出决定", "decide"),
    DECIDE,
    (Move(WORKING, "decided", _all_decided), Move(WORKING, "")),
    BASIS,
    (
        Field("item", Words("事项", "item"), FieldKind.ITEM),
        Field(
            "outcome",
            Words("答复类型", "outcome"),
            FieldKind.CHOICE,
            required=True,
            choices=tuple(one.key for one in OUTCOMES if one.decided),
        ),
        Field("reasons", Words("理由", "reasons")),
        Field("responsible_body", Words("有权更正的机关", "body with the power to correct"), most=200),
    ),
    (
        Guard(
            "nothing_to_decide",
            Words("所指事项均已作出决定", "all items meant are decided"),
            _something_to_decide,
            field="item",
        ),
        Guard(
            "reasons_missing",
            Words("请写明理由，转送的请写明有权机关", "give the reasons, or the body with the power"),
            _needs_filled,
            field="reasons",
        ),
    ),
    notices=tuple(one.notice for one in OUTCOMES if one.notice),
    items="concludes",
)

STEPS = (
    Step(
        "received",
        Words("登记", "register"),
        (APPLICANT, *DESK),
        (Move(("draft",), "received"),),
        BASIS,
        (
            Field("items", Words("不准确的记录及证据", "wrong records, with the evidence"), FieldKind.TEXTS),
            Field("channel", Words("提交方式", "channel"), most=50),
        ),
        effects=(Effect(Does.START, "reply"),),
        notices=("correction_receipt",),
        items="enters",
    ),
    Step(
        "assigned",
        Words("交办", "assign"),
        (CLERK, HANDLER, HEAD),
        (Move(("received",), "in_handling"), Move(("in_handling",), "")),
        "条例第四十五条",
        (Field("unit", Words("承办机构", "unit"), most=200), Field("handler", Words("承办人", "person"), most=200)),
        keeps=("unit", "handler"),
    ),
    DECIDED,
    Step(
        "delivered",
        Words("送达答复", "deliver the answer"),
        DESK,
        (Move(("decided",), "delivered"),),
        BASIS,
        (
            Field("channel", Words("送达方式", "channel"), most=50),
            Field("proof", Words("送达凭据", "proof"), most=500),
        ),
        effects=(Effect(Does.STOP, "reply"),),
        items="answers",
    ),
    Step(
        "withdrawn",
        Words("申请人撤回", "withdraw"),
        (APPLICANT, *DESK),
        (Move(WORKING, "withdrawn"),),
        BASIS,
        effects=(Effect(Does.STOP, "reply"),),
        items="concludes",
        outcome="withdrawn",
    ),
    Step(
        "archived",
        Words("归档", "archive"),
        (CLERK, *WORK),
        (Move(("delivered", "withdrawn"), "archived"),),
        "条例第四十五条",
    ),
)

PROCEDURE = Procedure(
    key="record_correction",
    name=Words("政府信息更正申请", "record correction"),
    basis=BASIS,
    states=(
        State("draft", Words("未提交", "draft"), Duty.APPLICANT),
        State("received", Words("已收到", "received")),
        State("in_handling", Words("办理中", "in handling")),
        State("decided", Words("已决定，待送达", "decided, not delivered")),
        State("delivered", Words("已答复", "answered"), None, closed=True),
        State("withdrawn", Words("已撤回", "withdrawn"), None, closed=True),
        State("archived", Words("已归档", "archived"), None, closed=True, final=True),
    ),
    steps=STEPS,
    clocks=(
        Clock(
            "reply",
            Words("办理期限", "time to answer"),
            (Limit(20, Unit.WORKING_DAYS, "本机关内部时限（条例第四十一条未规定期限）"),),
            Duty.OFFICE,
        ),
    ),
    outcomes=OUTCOMES,
    main="reply",
)
