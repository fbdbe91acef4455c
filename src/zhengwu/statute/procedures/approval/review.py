"""From acceptance to the proposal: reviews, inspections, special procedures, materials that follow."""

from zhengwu.statute.procedures.approval import fields, rules
from zhengwu.statute.procedures.model import Does, Effect, Field, FieldKind, Guard, Move, Step, Words
from zhengwu.statute.procedures.sides import APPLICANT, CLERK, DESK, HANDLER, HEAD, LEADER, REVIEWER, SYSTEM, WORK

OPEN = ("in_review", "in_special_procedure")
WHILE = (*OPEN, "decided")
PAUSED = "行政许可法第四十五条"
FEES = "行政许可法第五十八条、第五十九条"
STANDS = tuple(
    Effect(Does.PAUSE, clock, ends_with="special", basis=PAUSED) for clock in ("statutory", "promised")
)  # as long as the applicant was told: what takes longer counts
GOES_ON = (Effect(Does.RESUME, "statutory"), Effect(Does.RESUME, "promised"))

STEPS = (
    Step(
        "supplement_received",
        Words("收到容缺后补材料", "a material that followed"),
        (APPLICANT, *DESK),
        (Move(OPEN, ""),),
        "容缺受理承诺书",
        (Field("materials", Words("补交的材料", "materials handed in"), FieldKind.TEXTS, required=True),),
        (
            Guard(
                "nothing_outstanding",
                Words("没有尚未补交的材料", "nothing is still to follow"),
                rules.something_outstanding,
                "容缺受理承诺书",
                early=True,
            ),
            Guard(
                "not_deferred",
                Words("只能补交承诺后补的材料", "only what was promised to follow"),
                rules.was_deferred,
                "容缺受理承诺书",
                "materials",
            ),
        ),
        (Effect(Does.STOP, "supplement", when=rules.nothing_outstanding),),
    ),
    Step(
        "supplement_lapsed",
        Words("逾期未补交材料", "what was to follow never came"),
        WORK,
        (
            Move(OPEN, "terminated", lambda scene: scene.event.get("outcome") == "acceptance_cancelled"),
            Move(OPEN, "deemed_withdrawn"),
        ),
        "容缺受理承诺书",
        (
            Field(
                "outcome",
                Words("后果", "what becomes of it"),
                FieldKind.CHOICE,
                required=True,
                choices=("deemed_withdrawn", "acceptance_cancelled"),
            ),
        ),
        (
            Guard(
                "nothing_outstanding",
                Words("没有尚未补交的材料", "nothing is still to follow"),
                rules.something_outstanding,
                "容缺受理承诺书",
                early=True,
            ),
            Guard(
                "still_in_time",
                Words("补交期限尚未届满", "the time to hand it in is not over"),
                lambda scene: (rules.end_of(scene, "supplement") or scene.event.on) < scene.event.on,
                "容缺受理承诺书",
                "on",
                early=True,
            ),
            Guard(
                "other_consequence",
                Words(
                    "事项公布的后果与此不同；公布为不予许可的，请作出不予许可的决定",
                    "the item's record says otherwise; where it says refusal, decide to refuse",
                ),
                rules.lapses_so,
                "容缺受理承诺书",
                "outcome",
            ),
        ),
        (Effect(Does.STOP, "supplement"),),
        items="concludes",
    ),
    Step(
        "commitment_withdrawn",
        Words("撤回承诺", "withdraw the commitment"),
        (APPLICANT, *DESK),
        (Move(OPEN, ""),),
        "国办发〔2020〕42号",
        guards=(
            Guard(
                "no_commitment",
                Words("申请人没有选择告知承诺", "there is no commitment"),
                rules.is_promised,
                "国办发〔2020〕42号",
                early=True,
            ),
        ),
    ),
    Step(
        "reviewed",
        Words("审查", "review"),
        (REVIEWER, HANDLER, HEAD),
        (Move(("in_review",), ""),),
        "行政许可法第三十四条",
        (
            Field("stage", Words("审查环节", "which review"), most=40),
            Field(
                "verdict",
                Words("审查结论", "verdict"),
                FieldKind.CHOICE,
                required=True,
                choices=("passed", "objection"),
            ),
            fields.OPINION,
        ),
        (
            Guard(
                "unknown_stage",
                Words("事项没有这个审查环节", "the item has no such review"),
                rules.known_stage,
                field="stage",
            ),
            Guard(
                "opinion_missing",
                Words("不通过的，请写明意见", "say why it does not pass"),
                rules.objection_said,
                field="opinion",
            ),
        ),
    ),
    Step(
        "inspected",
        Words("实地核查", "inspect on site"),
        (HANDLER, REVIEWER, HEAD),
        (Move(OPEN, ""),),
        "行政许可法第三十四条第三款",
        (
            Field(
                "inspectors",
                Words("核查人员（两名以上）", "inspectors, two or more"),
                FieldKind.TEXTS,
                required=True,
                least=2,
            ),
            Field("place", Words("核查地点", "where"), most=200),
            Field("result", Words("核查情况", "what was found"), required=True, most=4000),
        ),
    ),
    Step(
        "special_begun",
        Words("进入特别程序", "begin a special procedure"),
        (HANDLER, REVIEWER, HEAD),
        (Move(("in_review",), "in_special_procedure"),),
        PAUSED,
        (
            Field("kind", Words("特别程序", "which"), FieldKind.CHOICE, required=True, choices=fields.SPECIAL),
            Field(
                "days",
                Words("所需时间（工作日），书面告知申请人", "working days it takes, told to the applicant"),
                FieldKind.COUNT,
                required=True,
                least=1,
                most=730,
            ),
            Field("by_whom", Words("实施机构", "by whom"), most=200),
        ),
        effects=(Effect(Does.START, "special", amount="days"), *STANDS),
        notices=("special_notice",),
    ),
    Step(
        "special_ended",
        Words("特别程序结束", "end of the special procedure"),
        (HANDLER, REVIEWER, HEAD),
        (Move(("in_special_procedure",), "in_review"),),
        PAUSED,
        (Field("result", Words("结果", "result"), required=True, most=4000),),
        (
            Guard(
                "is_hearing",
                Words("正在听证，请登记听证情况", "a hearing goes on: record it"),
                rules.no_hearing_goes_on,
                "行政许可法第四十八条",
                early=True,
            ),
        ),
        (Effect(Does.STOP, "special"), *GOES_ON),
    ),
    Step(
        "fee_notice_sent",
        Words("发出收费告知", "send the fee notice"),
        (CLERK, HANDLER, HEAD),
        (Move(WHILE, ""),),
        FEES,
        (
            Field("amount", Words("金额（元）", "amount in yuan"), FieldKind.YUAN, required=True),
            Field("standard", Words("收费标准和依据", "standard and basis"), most=500),
        ),
        keeps=("amount",),
    ),
    Step(
        "fee_paid",
        Words("缴费", "fee paid"),
        (APPLICANT, *DESK, SYSTEM),
        (Move(WHILE, ""),),
        FEES,
        (
            Field("amount", Words("实缴金额（元）", "amount paid in yuan"), FieldKind.YUAN, required=True),
            Field("voucher", Words("财政票据号", "finance receipt number"), most=100),
        ),
        (
            Guard(
                "no_fee_notice",
                Words("没有尚未缴纳的费用", "no fee is due"),
                rules.fee_is_due,
                FEES,
                early=True,
            ),
        ),
    ),
    Step(
        "extended",
        Words("延长办理期限", "extend"),
        (HEAD, LEADER),
        (Move(OPEN, ""),),
        "行政许可法第四十二条",
        (
            Field("days", Words("延长的工作日", "working days added"), FieldKind.COUNT, least=1, most=15, default=10),
            fields.REASONS,
        ),
        (
            Guard(
                "extended_once",
                Words("办理期限已经延长过一次", "it has been extended before"),
                rules.not_extended,
                early=True,
            ),
            Guard(
                "extended_too_late",
                Words("办理期限已经届满，不能再延长", "the time has run out"),
                rules.before_end,
                field="on",
                early=True,
            ),
            Guard(
                "too_long",
                Words("可以延长十日；联合办理的，可以延长十五日", "ten days; fifteen where bodies act together"),
                rules.lawful_extension,
                field="days",
            ),
        ),
        (Effect(Does.EXTEND, "statutory", amount="days"), Effect(Does.EXTEND, "promised", amount="days")),
        notices=("extension_notice",),
    ),
    Step(
        "proposed",
        Words("提出审查意见", "propose a decision"),
        (HANDLER, REVIEWER, HEAD),
        (Move(("in_review",), ""),),
        "行政许可法第三十四条",
        (
            Field(
                "outcome", Words("建议", "proposal"), FieldKind.CHOICE, required=True, choices=("granted", "refused")
            ),
            Field("reasons", Words("理由", "reasons"), most=4000),
        ),
        (
            Guard(
                "not_reviewed",
                Words("事项规定的审查环节尚未全部完成", "not every review of the item has been made"),
                rules.all_reviewed,
                early=True,
            ),
            Guard(
                "reasons_missing",
                Words("建议不予办理的，请写明理由", "a refusal needs its reasons"),
                rules.reasons_for_refusal,
                "行政许可法第三十八条",
                "reasons",
            ),
        ),
    ),
)
