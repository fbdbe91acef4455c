"""Steps that wait for somebody else: correction, consultation, reasons, fee. 条例 Articles 30, 32 to 35 and 42.

Correction and fee make the time to answer start anew; consultation pauses it. Asking for reasons does neither, since
the law is silent.
"""

from zhengwu.statute.procedures.information_request import rules
from zhengwu.statute.procedures.information_request.intake import ITEMS, OPEN
from zhengwu.statute.procedures.model import Does, Effect, Field, FieldKind, Guard, Move, Step, Words
from zhengwu.statute.procedures.sides import APPLICANT, DESK, HEAD, SYSTEM, THIRD_PARTY, WORK

WORKING = ("received", "in_handling")
PARTY = Field("party", Words("征求对象", "party"), most=200, default="1")
BACK = (Move(("consulting",), "consulting", rules.is_consulting), Move(("consulting",), "in_handling"))

ASKED = Guard(
    "party_not_asked",
    Words("没有向该对象发出未了结的征求意见书", "no letter to this party is open"),
    rules.party_is_asked,
    "条例第三十二条、第三十四条",
    "party",
)

AFTER_SENDING = Guard(
    "before_sending",
    Words("日期不能早于发出征求意见书之日", "nothing can come of a letter before it is sent"),
    rules.not_before_sending,
    "条例第三十二条",
    "on",
)
_lapsed = rules.after_end_of("opinion", each_party=True)
_unproved = rules.letter_unproved

CORRECTION = (
    Step(
        "correction_requested",
        Words("告知补正", "ask for correction"),
        WORK,
        (Move(WORKING, "awaiting_correction"),),
        "条例第三十条",
        (
            Field("what", Words("需补正的内容", "what to correct"), most=2000),
            Field("days", Words("补正期限（工作日）", "working days to correct"), FieldKind.COUNT, least=1, most=60),
            Field("late_reason", Words("逾期告知的原因", "why the notice is late"), most=1000),
        ),
        (
            rules.only_once(
                "correction_requested",
                "补正只能一次性告知；补正后仍不明确的，作出“补正后仍不明确”的答复",
                "the law allows one notice; if still unclear, answer “still unclear after correction”",
                "条例第三十条",
            ),
            Guard(
                "correction_notice_late",
                Words(
                    "收到申请已超过7个工作日，不能再告知补正；确已逾期发出的，请写明原因",
                    "more than 7 working days since receipt; if the notice did go out late, state why",
                ),
                lambda scene: rules.before_end_of("correction_notice")(scene) or bool(scene.event.get("late_reason")),
                "条例第三十条",
                "late_reason",
            ),
        ),
        (
            Effect(Does.SUSPEND, "reply"),
            Effect(Does.STOP, "correction_notice"),
            Effect(Does.START, "correction", amount="days"),
        ),
        ("correction_notice",),
    ),
    Step(
        "correction_received",
        Words("收到补正", "corrected text received"),
        (APPLICANT, *DESK),
        (Move(("awaiting_correction",), "received"),),
        "条例第三十条",
        (Field("text", Words("补正内容", "corrected text")), ITEMS),
        (
            Guard(
                "items_missing",
                Words(
                    "补正后的事项应逐一写明，不能少于尚未办结的事项",
                    "the corrected request must name every item that is open",
                ),
                rules.restates_every_open_item,
                "条例第三十条",
                "items",
            ),
        ),
        (Effect(Does.START, "reply"), Effect(Does.STOP, "correction")),
        items="restates",
    ),
    Step(
        "correction_lapsed",
        Words("逾期不补正，不再处理", "end: not corrected"),
        (*WORK, SYSTEM),
        (Move(("awaiting_correction",), "abandoned_no_correction"),),
        "条例第三十条",
        (Field("note", Words("核实情况", "what was checked"), most=1000),),
        (
            Guard(
                "correction_period_runs",
                Words("补正期限尚未届满", "the time to correct has not run out"),
                rules.after_end_of("correction"),
                "条例第三十条",
                early=True,
            ),
        ),
        (Effect(Does.STOP, "reply"), Effect(Does.STOP, "correction")),
        ("ended_no_correction",),
        items="concludes",
        outcome="abandoned_no_correction",
    ),
)

CONSULTATION = (
    Step(
        "consultation_sent",
        Words("发出征求意见书", "send a consultation letter"),
        WORK,
        (Move((*WORKING, "consulting"), "consulting"),),
        "条例第三十二条、第三十四条",
        (
            PARTY,
            Field(
                "kind",
                Words("对象类别", "kind"),
                FieldKind.CHOICE,
                choices=("third_party", "co_maker", "agency"),
                default="third_party",
            ),
            Field("item", Words("所涉事项", "item"), FieldKind.ITEM),
            Field("channel", Words("送达方式", "channel"), most=100),
        ),
        (
            Guard(
                "party_asked_before",
                Words("已向该对象征求过意见；请以不同名称登记另一对象", "this party has been asked; name another one"),
                rules.first_consultation_of_party,
                "条例第三十二条",
                "party",
            ),
            Guard(
                "item_decided",
                Words("该事项已经作出决定，不必再征求意见", "the item is decided; there is nothing left to ask"),
                rules.something_to_decide,
                "条例第三十二条",
                "item",
            ),
        ),
        (Effect(Does.PAUSE, "reply", ends_with="opinion", basis="条例第三十三条第三款"),),
        ("third_party_consultation", "agency_consultation"),
    ),
    Step(
        "consultation_delivered",
        Words("登记对方收到征求意见书", "record that the party received it"),
        (*DESK, THIRD_PARTY),
        (Move((*OPEN, "decided", "delivered"), ""),),
        "条例第三十二条",
        (PARTY, Field("channel", Words("送达方式", "channel"), most=100)),
        (
            Guard(
                "no_letter_unproved",
                Words("没有尚缺送达凭据的征求意见书", "no letter lacks its proof of receipt"),
                rules.some_letter_unproved,
                early=True,
            ),
            Guard(
                "letter_proved",
                Words(
                    "没有向该对象发出征求意见书，或者其收到日期已登记",
                    "no letter went to this party, or its receipt is on file",
                ),
                rules.letter_unproved,
                "条例第三十二条",
                "party",
            ),
            AFTER_SENDING,
            Guard(
                "received_after_opinion",
                Words("收到征求意见书的日期不能晚于其答复的日期", "a letter is received before it is answered"),
                rules.received_before_its_opinion,
                "条例第三十二条",
                "on",
            ),
        ),
        (Effect(Does.START, "opinion", each_party=True),),
        backdated=True,
    ),
    Step(
        "opinion_received",
        Words("收到意见", "opinion received"),
        (*DESK, THIRD_PARTY),
        BACK,
        "条例第三十二条、第三十四条",
        (
            PARTY,
            Field(
                "opinion", Words("意见", "opinion"), FieldKind.CHOICE, choices=("agrees", "objects"), default="agrees"
            ),
            Field("reasonable", Words("理由是否合理", "reasonable"), FieldKind.FLAG, default=True),
            Field("text", Words("意见内容", "text"), most=4000),
        ),
        (
            ASKED,
            AFTER_SENDING,
            Guard(
                "opinion_before_receipt",
                Words("意见的日期不能早于对方收到征求意见书之日", "an opinion follows the receipt of its letter"),
                rules.not_before_receipt,
                "条例第三十二条",
                "on",
            ),
        ),
        (Effect(Does.RESUME, "reply"), Effect(Does.STOP, "opinion", each_party=True)),
        backdated=True,
    ),
    Step(
        "consultation_lapsed",
        Words("逾期未答复意见", "no opinion in time"),
        (*WORK, SYSTEM),
        BACK,
        "条例第三十二条、第三十四条",
        (PARTY, Field("undeliverable", Words("无法送达的情况", "why the letter could not be delivered"), most=1000)),
        (
            ASKED,
            Guard(
                "opinion_period_runs",
                Words(
                    "对方答复意见的15个工作日尚未届满，或者没有其收到征求意见书的凭据；确实无法送达的，请写明情况",
                    "the 15 working days have not run out, or there is no proof that the party received the letter; "
                    "if it cannot be delivered, state why",
                ),
                lambda scene: _lapsed(scene) or (_unproved(scene) and bool(scene.event.get("undeliverable"))),
                "条例第三十二条、第三十四条",
                "undeliverable",
            ),
        ),
        (Effect(Does.RESUME, "reply"), Effect(Does.STOP, "opinion", each_party=True)),
    ),
)

REASONS = (
    Step(
        "reason_requested",
        Words("要求说明理由", "ask for reasons"),
        WORK,
        (Move(WORKING, "awaiting_reason"),),
        "条例第三十五条",
        (Field("note", Words("数量、频次的说明", "why the number is beyond reason"), most=2000),),
        notices=("reason_notice",),
    ),
    Step(
        "reason_received",
        Words("收到理由", "reasons received"),
        (APPLICANT, *DESK),
        (Move(("awaiting_reason",), "in_handling"),),
        "条例第三十五条",
        (
            Field("text", Words("申请人的理由", "the applicant's reasons")),
            Field("reasonable", Words("理由是否合理", "reasonable"), FieldKind.FLAG),
        ),
    ),
    Step(
        "deferred",
        Words("确定延迟答复的合理期限", "set a reasonable later date"),
        (HEAD,),
        (Move(("awaiting_reason",), "in_handling"), Move(("in_handling",), "")),
        "条例第三十五条",
        (
            Field("due_on", Words("答复日期", "date to answer by"), FieldKind.DAY, required=True),
            Field("reasons", Words("理由", "why"), required=True, most=2000),
        ),
        (
            Guard(
                "reasons_not_asked",
                Words("须先要求申请人说明理由", "the applicant must first be asked for reasons"),
                lambda scene: scene.case.count("reason_requested") > 0,
                "条例第三十五条",
                early=True,
            ),
            Guard(
                "deferred_too_late",
                Words("答复期限已经届满，不能再延迟", "the time to answer has run out"),
                rules.before_end_of("reply"),
                "条例第三十五条",
                "on",
                early=True,
            ),
            Guard(
                "deferred_not_later",
                Words("延迟答复的日期应晚于现有的答复期限", "the date must lie after the present last day"),
                rules.deferred_beyond_limit,
                "条例第三十五条",
                "due_on",
            ),
        ),
        (Effect(Does.FIX, "reply", amount="due_on", basis="条例第三十五条"),),
        ("deferral_notice",),
    ),
)

FEE = (
    Step(
        "fee_notice_sent",
        Words("发出收费告知", "send the fee notice"),
        WORK,
        (Move(WORKING, "awaiting_fee"),),
        "国办函〔2020〕109号第六条",
        (
            Field("amount", Words("金额（元）", "amount in yuan"), FieldKind.YUAN),
            Field("per", Words("计收方式", "counted by"), FieldKind.CHOICE, choices=("item", "page"), default="item"),
            Field("quantity", Words("件数或页数", "items or pages"), FieldKind.COUNT, least=1, most=10**7),
        ),
        (
            rules.only_once(
                "fee_notice_sent",
                "收费告知只能发出一次",
                "there is one fee notice in a case: each would start the time to answer anew",
                "国办函〔2020〕109号第六条",
            ),
            Guard(
                "reply_period_over",
                Words("收费告知应在答复期限内发出", "the fee notice must go out within the time to answer"),
                rules.before_end_of("reply"),
                "国办函〔2020〕109号第六条",
                "on",
                early=True,
            ),
        ),
        (Effect(Does.SUSPEND, "reply"),),
        ("fee_notice",),
        keeps=("amount",),
    ),
    Step(
        "fee_notice_delivered",
        Words("登记收费告知送达", "record that the fee notice was received"),
        DESK,
        (Move(("awaiting_fee",), ""),),
        "国办函〔2020〕109号第六条",
        guards=(
            rules.only_once(
                "fee_notice_delivered", "收费告知的送达已经登记", "its delivery is on file", "国办函〔2020〕109号第六条"
            ),
            Guard(
                "before_fee_notice",
                Words("送达日期不能早于发出收费告知之日", "it cannot be received before it is sent"),
                lambda scene: (sent := scene.case.last("fee_notice_sent")) is None or scene.event.on >= sent.on,
                "国办函〔2020〕109号第六条",
                "on",
            ),
        ),
        effects=(Effect(Does.START, "payment"),),
        backdated=True,
    ),
    Step(
        "fee_paid",
        Words("缴费", "fee paid"),
        (APPLICANT, *DESK, SYSTEM),
        (Move(("awaiting_fee",), "in_handling"),),
        "国办函〔2020〕109号第六条",
        (
            Field("amount", Words("实缴金额（元）", "amount paid in yuan"), FieldKind.YUAN),
            Field("voucher", Words("财政票据号", "finance receipt number"), most=100),
        ),
        effects=(Effect(Does.START, "reply"), Effect(Does.STOP, "payment")),
    ),
    Step(
        "fee_lapsed",
        Words("逾期不缴费，不再处理", "end: fee not paid"),
        (*WORK, SYSTEM),
        (Move(("awaiting_fee",), "abandoned_no_fee"),),
        "国办函〔2020〕109号第六条",
        (Field("note", Words("核实情况", "what was checked"), most=1000),),
        (
            Guard(
                "payment_period_runs",
                Words(
                    "缴费期限尚未届满，或者没有收费告知送达的凭据",
                    "the time to pay has not run out, or delivery is not proved",
                ),
                rules.after_end_of("payment"),
                "国办函〔2020〕109号第六条",
                early=True,
            ),
        ),
        (Effect(Does.STOP, "reply"), Effect(Does.STOP, "payment")),
        ("ended_no_fee",),
        items="concludes",
        outcome="abandoned_no_fee",
    ),
)

WAITING = (*CORRECTION, *CONSULTATION, *REASONS, *FEE)
