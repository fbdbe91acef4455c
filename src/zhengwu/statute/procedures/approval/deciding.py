"""The decision, its delivery, and what may happen to it: 行政许可法 Articles 34, 37 to 44 and 50."""

from zhengwu.statute.procedures.approval import fields, rules
from zhengwu.statute.procedures.approval.review import OPEN
from zhengwu.statute.procedures.model import Does, Effect, Field, FieldKind, Guard, Move, Step, Words
from zhengwu.statute.procedures.sides import APPLICANT, CLERK, DESK, HANDLER, HEAD, LEADER, REVIEWER, SYSTEM, WORK

STOPPED = tuple(
    Effect(Does.STOP, clock)
    for clock in ("statutory", "promised", "supplement", "hearing_request", "special", "hearing")
)
DELIVER = Effect(Does.START, "delivery")
CLOSED = ("delivered", "rejected_at_intake", "withdrawn", "deemed_withdrawn", "terminated")

STEPS = (
    Step(
        "decided",
        Words("作出决定", "decide"),
        (LEADER, HEAD, REVIEWER, HANDLER, CLERK),
        (Move(("in_review",), "decided"),),
        "行政许可法第三十四条、第三十七条、第三十八条",
        (
            Field(
                "outcome", Words("决定", "decision"), FieldKind.CHOICE, required=True, choices=("granted", "refused")
            ),
            Field("reasons", Words("理由", "reasons"), most=4000),
            Field("document", Words("决定书文号", "number of the decision"), most=100),
            Field("conditions", Words("许可的条件和范围", "conditions"), most=2000),
        ),
        (
            Guard("nothing_to_decide", Words("已经作出决定", "it is decided"), rules.to_decide, early=True),
            Guard(
                "decider",
                Words("受理人员、承办人员只能当场办结即办事项", "counter and handler decide on the spot only"),
                rules.may_decide,
                early=True,
            ),
            Guard(
                "counter_refuses",
                Words("不予办理的决定由审核人员或者负责人作出", "a refusal is the reviewer's or the head's"),
                rules.counter_grants_only,
                field="outcome",
            ),
            Guard(
                "not_reviewed",
                Words("事项规定的审查环节尚未全部完成", "not every review of the item has been made"),
                rules.all_reviewed,
                early=True,
            ),
            Guard(
                "hearing_open",
                Words("告知听证权利后五日未满", "somebody may still ask for a hearing"),
                rules.hearing_settled,
                "行政许可法第四十七条",
                "on",
                early=True,
            ),
            Guard(
                "materials_open",
                Words("容缺后补的材料尚未补齐，不能准予", "a material is still to follow"),
                rules.complete_for_grant,
                "容缺受理承诺书",
                "outcome",
            ),
            Guard(
                "reasons_missing",
                Words("不予办理的，应当说明理由", "a refusal says why"),
                rules.reasons_for_refusal,
                "行政许可法第三十八条",
                "reasons",
            ),
            Guard(
                "own_work",
                Words("审查人、拟办人不能自己作出决定", "who reviewed or proposed does not decide"),
                rules.by_another,
                "行政许可法第三十四条",
            ),
        ),
        (*STOPPED, DELIVER),
        keeps=("document",),
        items="concludes",
        notices=("grant", "refusal"),
    ),
    Step(
        "deemed_renewed",
        Words("逾期未决定，视为准予延续", "deemed renewed"),
        (HEAD, SYSTEM),
        (Move(OPEN, "decided"),),
        "行政许可法第五十条",
        guards=(
            Guard(
                "no_renewal",
                Words("不是有效期届满三十日前提出的延续申请", "not a renewal asked for thirty days before"),
                rules.renews,
                early=True,
            ),
            Guard(
                "not_ended",
                Words("原许可有效期尚未届满", "the old licence has not ended"),
                rules.licence_ended,
                field="on",
                early=True,
            ),
        ),
        effects=(*STOPPED, DELIVER),
        items="concludes",
        outcome="deemed_renewed",
    ),
    Step(
        "delivered",
        Words("送达", "deliver"),
        DESK,
        (Move(("decided",), "delivered"),),
        "行政许可法第四十四条",
        (
            Field("channel", Words("送达方式", "how"), FieldKind.CHOICE, choices=fields.DELIVERIES, default="counter"),
            Field("proof", Words("送达凭据", "proof of delivery"), most=500),
        ),
        guards=(
            Guard(
                "fee_due",
                Words("应缴的费用尚未缴纳", "the fee has not been paid"),
                rules.no_fee_is_due,
                "行政许可法第五十九条",
                early=True,
            ),
        ),
        effects=(Effect(Does.STOP, "delivery"),),
        items="answers",
    ),
    Step(
        "withdrawn",
        Words("申请人撤回", "withdraw"),
        (APPLICANT, *DESK),
        (Move(("submitted", "awaiting_correction", *OPEN), "withdrawn"),),
        "行政许可法第三十二条",
        (Field("text", Words("撤回的说明", "what the applicant says"), most=1000),),
        items="concludes",
        outcome="withdrawn",
        notices=("withdrawal_confirmation",),
    ),
    Step(
        "terminated",
        Words("终止办理", "terminate"),
        (HEAD, LEADER),
        (Move(("submitted", "awaiting_correction", *OPEN), "terminated"),),
        "行政许可法第七十条（主体消灭等）",
        (fields.REASONS,),
        items="concludes",
        outcome="terminated",
        notices=("termination",),
    ),
    Step(
        "verified",
        Words("核查承诺", "verify the commitment"),
        (HANDLER, REVIEWER, HEAD),
        (Move(("decided", "delivered", "archived"), ""),),
        "国办发〔2020〕42号",
        (
            Field("result", Words("核查结果", "result"), FieldKind.CHOICE, required=True, choices=fields.VERIFIED),
            Field("finding", Words("核查情况", "what was found"), required=True, most=1000),
        ),
        (
            Guard(
                "no_commitment",
                Words("申请人没有选择告知承诺", "there is no commitment"),
                rules.is_promised,
                early=True,
            ),
        ),
    ),
    Step(
        "redo_ordered",
        Words("被责令重新作出决定", "ordered to decide anew"),
        WORK,
        (Move(("delivered", "rejected_at_intake", "deemed_withdrawn", "terminated", "archived"), "in_review"),),
        "行政复议法第六十四条；行政诉讼法第七十条",
        (
            Field("days", Words("责令的期限（工作日）", "working days given"), FieldKind.COUNT, least=1, most=60),
            Field("document", Words("复议决定或判决文号", "number of the decision"), most=200),
        ),
        effects=(Effect(Does.START, "statutory", amount="days", basis="行政复议法第六十四条；行政诉讼法第七十条"),),
        items="redoes",
    ),
    Step(
        "archived",
        Words("归档", "archive"),
        (CLERK, *WORK),
        (Move(CLOSED, "archived"),),
        "行政许可法第六十一条",
        (Field("shelf", Words("档号", "file number"), most=100),),
    ),
)
