"""From the draft to the registered request: 条例 Articles 29 to 31."""

from zhengwu.statute.procedures.information_request import rules
from zhengwu.statute.procedures.model import Does, Effect, Field, FieldKind, Guard, Move, Step, Words
from zhengwu.statute.procedures.sides import APPLICANT, CLERK, DESK, HANDLER, HEAD, WORK

OPEN = ("received", "in_handling", "consulting", "awaiting_reason", "awaiting_correction", "awaiting_fee")

CHANNEL = Field(
    "channel", Words("提交方式", "channel"), FieldKind.CHOICE, choices=rules.CHANNELS
)  # 当面、邮政签收、平信、在线、传真、口头
ITEMS = Field("items", Words("所需信息（每项一段）", "information asked for, one text an item"), FieldKind.TEXTS)

RECEIPT_DAY = Guard(
    "receipt_day",
    Words(
        "收到申请之日由提交方式决定：当面为提交之日，签收邮件为签收之日，平信为与申请人确认之日，"
        "网络和传真为双方确认之日；请先登记确认，并以该日为收到之日",
        "the day of receipt follows from the channel: handed in, that day; signed-for mail, the day signed; ordinary "
        "mail, the day the office confirms; internet and fax, the day by which both sides have confirmed. Record the "
        "confirmations first and use that day",
    ),
    rules.receipt_day,
    "条例第三十一条",
    "on",
)

INTAKE = (
    Step(
        "submitted",
        Words("提交申请", "submit"),
        (APPLICANT, *DESK),
        (Move(("draft",), "submitted"),),
        "条例第二十九条",
        (
            CHANNEL,
            ITEMS,
            Field("signed_on", Words("邮件签收日期", "day the mail was signed for"), FieldKind.DAY),
            Field("delivery_form", Words("所需形式", "form wanted"), most=200),
            Field("filled_by_staff", Words("工作人员代填", "filled in by staff"), FieldKind.FLAG),
            Field("assistance", Words("需要的帮助", "help needed"), most=500),
        ),
        (
            Guard(
                "signed_before_sending",
                Words("邮件签收日期不能早于提交日期", "mail cannot be signed for before it is sent"),
                rules.signed_after_sending,
                "条例第三十一条",
                "signed_on",
            ),
        ),
        keeps=("channel", "signed_on", "delivery_form", "filled_by_staff", "assistance"),
        items="enters",
    ),
    Step(
        "confirmed",
        Words("确认收到", "confirm receipt"),
        (APPLICANT, *DESK),
        (Move(("submitted",), ""),),
        "条例第三十一条",
        (
            Field("side", Words("确认方", "side"), FieldKind.CHOICE, choices=("office", "applicant"), default="office"),
            Field("note", Words("确认方式", "how"), most=500),
        ),
        (
            Guard(
                "confirms_for_office",
                Words("申请人只能代表自己确认", "the applicant confirms for the applicant's side"),
                rules.speaks_for_itself,
                "条例第三十一条",
                "side",
            ),
        ),
        backdated=True,
    ),
    Step(
        "received",
        Words("登记", "register"),
        DESK,
        (Move(("draft", "submitted"), "received"),),
        "条例第三十一条",
        (CHANNEL, ITEMS, Field("signed_on", Words("邮件签收日期", "day the mail was signed for"), FieldKind.DAY)),
        (RECEIPT_DAY,),
        (Effect(Does.START, "reply"), Effect(Does.START, "correction_notice")),
        ("receipt",),
        keeps=("channel",),
        items="enters",
        backdated=True,
    ),
    Step(
        "assigned",
        Words("交办", "assign"),
        (CLERK, HEAD, HANDLER),
        (Move(("received",), "in_handling"), Move(OPEN[1:], "")),
        "条例第四十五条",
        (
            Field("unit", Words("承办机构", "unit"), most=200),
            Field("handler", Words("承办人", "person"), most=200),
            Field("note", Words("交办意见", "note"), most=1000),
        ),
        keeps=("unit", "handler"),
    ),
    Step(
        "item_added",
        Words("拆分事项", "split off a matter"),
        WORK,
        (Move(("received", "in_handling"), ""),),
        "国办公开办函〔2021〕30号附件（一事一申请）",
        (Field("items", Words("拆分出的事项", "matters split off"), FieldKind.TEXTS, required=True),),
        items="adds",
    ),
    Step(
        "search_recorded",
        Words("登记检索", "record a search"),
        WORK,
        (Move((*OPEN, "decided", "delivered"), ""),),
        "法释〔2025〕8号（已尽合理检索义务的举证）",
        (
            Field("where", Words("检索地点或系统", "where"), required=True, most=500),
            Field("terms", Words("检索词", "terms"), required=True, most=500),
            Field("searcher", Words("检索人", "by whom"), most=100),
            Field("result", Words("检索结果", "result"), most=2000),
            Field("item", Words("事项", "item"), FieldKind.ITEM),
        ),
        backdated=True,
    ),
)
