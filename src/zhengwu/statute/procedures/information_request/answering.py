"""From the extension to the archive: 条例 Articles 32, 33 and 36 to 40, and what review and court may order."""

from zhengwu.statute.procedures.information_request import rules
from zhengwu.statute.procedures.information_request.intake import OPEN
from zhengwu.statute.procedures.information_request.outcomes import OUTCOMES
from zhengwu.statute.procedures.model import Does, Effect, Field, FieldKind, Guard, Move, Step, Words
from zhengwu.statute.procedures.sides import APPLICANT, CLERK, DECIDE, DESK, HEAD, WORK

REDO = "行政复议法第六十四条；行政诉讼法第七十条"
DECIDABLE = ("received", "in_handling", "consulting", "awaiting_reason")
ITEM = Field("item", Words("事项", "item; all that are open where none is named"), FieldKind.ITEM)
OUTCOME = Field(
    "outcome",
    Words("答复类型", "outcome"),
    FieldKind.CHOICE,
    required=True,
    choices=tuple(outcome.key for outcome in OUTCOMES if outcome.decided),
)
GROUNDS = (
    Field("reasons", Words("理由", "reasons"), most=4000),
    Field("responsible_body", Words("负责公开的机关", "body responsible"), most=200),
    Field("override_reason", Words("公共利益的理由", "public interest that overrides"), most=4000),
    Field("form_deviation_reason", Words("未按申请形式提供的原因", "why not in the form wanted"), most=1000),
    Field("reassess_on", Words("再评估日期", "day to look at the withholding again"), FieldKind.DAY),
)

OPEN_ITEM = Guard(
    "nothing_to_decide",
    Words("所指事项均已作出决定", "all items meant are decided"),
    rules.something_to_decide,
    field="item",
)

ANSWERING = (
    Step(
        "extended",
        Words("延长答复期限", "extend"),
        (HEAD,),
        (Move(DECIDABLE, ""),),
        "条例第三十三条第二款",
        (
            Field("days", Words("延长的工作日", "working days added"), FieldKind.COUNT, least=1, most=20, default=20),
            Field("reasons", Words("理由", "why"), most=2000),
        ),
        (
            Guard(
                "extended_only_once",
                Words("答复期限已经延长过一次", "the time to answer has been extended before"),
                rules.not_extended,
                "条例第三十三条第二款",
                early=True,
            ),
            Guard(
                "extended_after_deferral",
                Words("已确定延迟答复的日期，不再适用延长", "a later date has been set by name; no extension applies"),
                rules.not_deferred,
                "条例第三十五条",
                early=True,
            ),
            Guard(
                "extended_too_late",
                Words("答复期限已经届满，不能再延长", "the time to answer has run out"),
                rules.before_end_of("reply"),
                "条例第三十三条第二款",
                "on",
                early=True,
            ),
        ),
        (Effect(Does.EXTEND, "reply", amount="days"),),
        ("extension_notice",),
    ),
    Step(
        "proposed",
        Words("拟办", "propose an answer"),
        WORK,
        (Move(DECIDABLE, ""),),
        "条例第四十五条（审核）",
        (ITEM, OUTCOME, *GROUNDS),
        (OPEN_ITEM,),
    ),
    Step(
        "decided",
        Words("作出决定", "decide"),
        DECIDE,
        (Move(DECIDABLE, "decided", rules.all_decided), Move(DECIDABLE, "")),
        "条例第三十六条至第三十九条",
        (ITEM, OUTCOME, *GROUNDS),
        (
            OPEN_ITEM,
            Guard(
                "consultation_open",
                Words("该事项正在征求意见，期限未届满", "an opinion on this item is still out"),
                rules.no_open_consultation,
                "条例第三十二条",
                "item",
            ),
            Guard(
                "reasons_missing",
                Words("此类答复必须写明理由", "this outcome needs its reasons"),
                rules.needs_filled,
                "条例第三十六条",
                "reasons",
            ),
            Guard(
                "objection_unanswered",
                Words(
                    "第三方以合理理由不同意公开；因公共利益仍决定公开的，须写明理由并书面告知第三方",
                    "a third party objects for good reason; to disclose all the same, state the public interest",
                ),
                rules.objection_answered,
                "条例第三十二条",
                "override_reason",
            ),
            Guard(
                "no_correction_yet",
                Words("须先告知补正，补正后仍不明确才可如此答复", "only after the applicant has corrected the request"),
                rules.correction_came,
                "条例第三十条",
                "outcome",
            ),
            Guard(
                "reasons_not_asked",
                Words("须先要求申请人说明理由", "the applicant must first be asked for reasons"),
                rules.reason_was_asked,
                "条例第三十五条",
                "outcome",
            ),
            Guard(
                "own_proposal",
                Words("拟办人不能审批自己的拟办意见", "whoever proposed an answer may not decide it"),
                rules.by_another_person,
                "条例第十七条、第四十五条",
            ),
        ),
        (Effect(Does.STOP, "correction_notice"),),
        (*dict.fromkeys(one.notice for one in OUTCOMES if one.decided), "third_party_override"),
        items="concludes",
    ),
    Step(
        "delivered",
        Words("送达答复", "deliver the answer"),
        DESK,
        (Move(("decided",), "delivered", rules.all_answered), Move(("decided", *DECIDABLE), "")),
        "条例第三十三条；国办公开办函〔2016〕235号",
        (
            ITEM,
            Field(
                "channel",
                Words("送达方式", "channel"),
                FieldKind.CHOICE,
                choices=("counter", "post", "electronic", "other_agency"),
            ),
            Field("proof", Words("送达凭据", "proof of delivery"), most=500),
        ),
        (
            Guard(
                "nothing_to_deliver",
                Words("所指事项尚未作出决定，或者已经送达", "the items meant are not decided, or are delivered"),
                lambda scene: any(
                    not item.is_open and not item.is_answered and scene.event.get("item") in (None, item.number)
                    for item in scene.case.items
                ),
                field="item",
                early=True,
            ),
        ),
        (Effect(Does.STOP, "reply", when=rules.all_answered),),
        ("delivery_record",),
        items="answers",
    ),
    Step(
        "withdrawn",
        Words("申请人撤回", "withdraw"),
        (APPLICANT, *DESK),
        (Move(("submitted", *OPEN), "withdrawn"),),
        "国办公开办函〔2021〕30号附件（其他）",
        (Field("text", Words("撤回的说明", "what the applicant says"), most=1000),),
        effects=(Effect(Does.STOP, "reply"), Effect(Does.STOP, "correction"), Effect(Does.STOP, "payment")),
        notices=("withdrawal_confirmation",),
        items="concludes",
        outcome="withdrawn",
    ),
    Step(
        "redo_ordered",
        Words("被责令重新答复", "ordered to answer anew"),
        WORK,
        (Move(("delivered", "abandoned_no_correction", "abandoned_no_fee", "archived"), "in_handling"),),
        REDO,
        (
            ITEM,
            Field("days", Words("责令的期限（工作日）", "working days given"), FieldKind.COUNT, least=1, most=60),
            Field("document", Words("复议决定或判决文号", "number of the decision"), most=200),
        ),
        effects=(Effect(Does.START, "reply", amount="days", basis=REDO),),
        items="redoes",
    ),
    Step(
        "archived",
        Words("归档", "archive"),
        (CLERK, *WORK),
        (Move(("delivered", "abandoned_no_correction", "abandoned_no_fee", "withdrawn"), "archived"),),
        "条例第四十五条",
        (Field("shelf", Words("档号", "file number"), most=100),),
    ),
)
