"""From the application to its acceptance: 行政许可法 Articles 29 to 32."""

from zhengwu.statute.procedures.approval import fields, rules
from zhengwu.statute.procedures.model import Does, Effect, Field, FieldKind, Guard, Move, Step, Words
from zhengwu.statute.procedures.sides import APPLICANT, CLERK, DESK, HANDLER, HEAD, SYSTEM, WORK

ARTICLE = "行政许可法第三十二条"
WAITING = ("submitted", "awaiting_correction")
STARTED = (
    Effect(Does.STOP, "intake"),
    Effect(Does.START, "statutory", amount="statutory_days", basis="事项实施清单载明的法定办结时限"),
    Effect(
        Does.START, "promised", amount="promised_days", when=rules.has_promise, basis="事项实施清单载明的承诺办结时限"
    ),
    Effect(Does.START, "supplement", amount="supplement_days", when=rules.something_outstanding),
)

STEPS = (
    Step(
        "submitted",
        Words("提出申请", "apply"),
        (APPLICANT, *DESK),
        (Move(("draft",), "submitted"),),
        "行政许可法第二十九条",
        (fields.ITEMS, fields.CHANNEL, *fields.PINNED),
        effects=(Effect(Does.START, "intake"),),
        keeps=("channel", *(one.key for one in fields.PINNED)),
        items="enters",
    ),
    Step(
        "assigned",
        Words("交办", "assign"),
        (CLERK, HEAD, HANDLER),
        (Move((*WAITING, "in_review", "in_special_procedure", "decided"), ""),),
        "行政许可法第二十六条",
        (
            Field("unit", Words("承办机构", "unit"), most=200),
            Field("handler", Words("承办人", "person"), most=200),
            Field("note", Words("交办意见", "note"), most=1000),
        ),
        keeps=("unit", "handler"),
    ),
    Step(
        "pre_reviewed",
        Words("预审", "pre-review"),
        DESK,
        (Move(("submitted",), ""),),
        ARTICLE,
        (
            Field(
                "verdict",
                Words("预审结论", "verdict"),
                FieldKind.CHOICE,
                required=True,
                choices=("passed", "objection"),
            ),
            fields.OPINION,
        ),
        (
            Guard(
                "opinion_missing",
                Words("未通过的，请写明意见", "say why it does not pass"),
                rules.objection_said,
                ARTICLE,
                "opinion",
            ),
        ),
    ),
    Step(
        "correction_requested",
        Words("一次性告知补正", "tell what is to be corrected"),
        DESK,
        (Move(("submitted",), "awaiting_correction"),),
        f"{ARTICLE}第一款第（四）项",
        (
            Field("what", Words("需要补正的全部内容", "all that is to be corrected"), required=True, most=4000),
            Field(
                "days",
                Words("补正期限（工作日）", "working days to correct"),
                FieldKind.COUNT,
                least=1,
                most=60,
                default=15,
            ),
        ),
        (
            Guard(
                "told_once",
                Words("补正内容只能一次性告知，已经告知过", "corrections are told once, and have been"),
                rules.asked_once,
                f"{ARTICLE}第一款第（四）项",
                early=True,
            ),
            Guard(
                "told_too_late",
                Words(
                    "收到申请材料已满五日，逾期不告知的，自收到之日起即为受理",
                    "five days have passed: it is deemed accepted",
                ),
                rules.in_time_to_ask,
                f"{ARTICLE}第一款第（四）项",
                "on",
                early=True,
            ),
        ),
        (Effect(Does.STOP, "intake"), Effect(Does.START, "correction", amount="days")),
        notices=("correction_notice",),
    ),
    Step(
        "correction_received",
        Words("收到补正材料", "corrected"),
        (APPLICANT, *DESK),
        (Move(("awaiting_correction",), "submitted"),),
        f"{ARTICLE}第一款第（五）项",
        (Field("text", Words("补正内容", "what was corrected"), most=4000), fields.MATERIALS),
        effects=(Effect(Does.STOP, "correction"), Effect(Does.START, "intake")),
    ),
    Step(
        "correction_lapsed",
        Words("逾期未补正", "not corrected in time"),
        WORK,
        (Move(("awaiting_correction",), "deemed_withdrawn"),),
        "补正告知书载明的期限",
        guards=(
            Guard(
                "still_in_time",
                Words("补正期限尚未届满", "the time to correct is not over"),
                lambda scene: (rules.end_of(scene, "correction") or scene.event.on) < scene.event.on,
                "补正告知书载明的期限",
                "on",
                early=True,
            ),
        ),
        effects=(Effect(Does.STOP, "correction"),),
        items="concludes",
        outcome="deemed_withdrawn",
    ),
    Step(
        "rejected",
        Words("不予受理", "do not accept"),
        DESK,
        (Move(("submitted",), "rejected_at_intake"),),
        f"{ARTICLE}第一款第（一）项、第（二）项",
        (
            Field("ground", Words("不予受理的情形", "ground"), FieldKind.CHOICE, required=True, choices=fields.GROUNDS),
            Field("right_body", Words("有权受理的机关", "body competent"), most=200),
            fields.REASONS,
        ),
        (
            Guard(
                "right_body_missing",
                Words("不属于本机关职权的，请告知向哪个机关申请", "name the body to apply to"),
                rules.names_right_body,
                f"{ARTICLE}第一款第（二）项",
                "right_body",
            ),
        ),
        (Effect(Does.STOP, "intake"),),
        keeps=("ground",),
        items="concludes",
        outcome="not_accepted",
        notices=("rejection",),
    ),
    Step(
        "accepted",
        Words("受理", "accept"),
        DESK,
        (Move(("submitted",), "in_review"),),
        f"{ARTICLE}第一款第（五）项、第二款",
        (Field("note", Words("说明", "note"), most=1000),),
        effects=STARTED,
        notices=("acceptance",),
    ),
    Step(
        "deemed_accepted",
        Words("逾期未告知，视为受理", "deemed accepted"),
        (*DESK, SYSTEM),
        (Move(("submitted",), "in_review"),),
        f"{ARTICLE}第一款第（四）项",
        (Field("noted_on", Words("认定日期", "day it was noted"), FieldKind.DAY, required=True),),
        (
            Guard(
                "still_in_time",
                Words("收到申请材料后五日的期限尚未届满", "the five days are not over"),
                rules.intake_over,
                field="noted_on",
            ),
            Guard(
                "day_of_receipt",
                Words("视为受理的日期是收到申请材料之日", "it counts from the day of receipt"),
                rules.on_day_of_receipt,
                field="on",
            ),
        ),
        STARTED,
        backdated=True,
        notices=("acceptance",),
    ),
)
