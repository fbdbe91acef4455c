"""Steps before the public sees anything: register, decide the attribute, consult, review, approve or withhold."""

from zhengwu.statute.disclosure import ATTRIBUTES, kinds
from zhengwu.statute.procedures.model import Does, Effect, Field, FieldKind, Guard, Move, Step, Words
from zhengwu.statute.procedures.proactive_disclosure import rules
from zhengwu.statute.procedures.sides import CLERK, DESK, HANDLER, HEAD, LEADER, REVIEWER, WORK

REVIEW = "条例第十七条"
DECIDE = (HEAD, LEADER)
GROUNDS = (
    "state_secret",
    "law_prohibits",
    "security_stability",
    "third_party_rights",
    "internal_affairs",
    "deliberative",
    "enforcement_file",
)

ANOTHER = Guard(
    "own_work",
    Words("不能由送审人本人审查或者批准", "nobody reviews or approves what they put forward themselves"),
    rules.another,
    REVIEW,
)
REASON = Field("reason", Words("原因", "reason"), required=True, most=500)

STEPS = (
    Step(
        "registered",
        Words("登记拟公开信息", "register"),
        DESK,
        (Move(("draft",), "preparing"),),
        "条例第十条、第二十六条",
        (
            Field("items", Words("标题", "title"), FieldKind.TEXTS, required=True, least=1, most=1),
            Field("kind", Words("信息种类", "kind"), FieldKind.CHOICE, required=True, choices=tuple(kinds())),
        ),
        effects=(Effect(Does.START, "publication"),),
        keeps=("kind",),
        items="enters",
    ),
    Step(
        "assigned",
        Words("交办", "assign"),
        (CLERK, HANDLER, HEAD),
        (Move(("preparing", "reviewing", "approved"), ""),),
        REVIEW,
        (Field("unit", Words("承办机构", "unit"), most=200), Field("handler", Words("承办人", "person"), most=200)),
        keeps=("unit", "handler"),
    ),
    Step(
        "attributed",
        Words("认定公开属性并送审", "decide the attribute and put forward"),
        DESK,
        (Move(("preparing",), "reviewing"),),
        "条例第十三条、第十七条、第十九条",
        (
            Field(
                "attribute", Words("公开属性", "attribute"), FieldKind.CHOICE, required=True, choices=tuple(ATTRIBUTES)
            ),
            Field("ground", Words("不予公开的情形", "ground for withholding"), FieldKind.CHOICE, choices=GROUNDS),
            Field("basis_text", Words("不主动公开的理由和依据", "reasons and basis"), most=500),
        ),
        (
            Guard(
                "ground_missing",
                Words("不予公开的，请选明法定情形", "name the ground on which it is withheld"),
                rules.grounded,
                "条例第十四条至第十六条",
                "ground",
            ),
            Guard(
                "basis_missing",
                Words("不主动公开的，请写明理由和依据", "give the reasons for not publishing it"),
                rules.reasoned,
                "条例第十三条",
                "basis_text",
            ),
        ),
        keeps=("attribute", "ground", "basis_text"),
    ),
    Step(
        "consulted",
        Words("记录征求意见", "record a consultation"),
        WORK,
        (Move(("preparing", "reviewing"), ""),),
        "条例第十一条、第十五条",
        (
            Field("party", Words("被征求意见方", "who was asked"), required=True, most=200),
            Field(
                "answer",
                Words("答复", "answer"),
                FieldKind.CHOICE,
                required=True,
                choices=("agrees", "objects", "no_answer"),
            ),
            Field("opinion", Words("意见", "opinion")),
        ),
    ),
    Step(
        "reviewed",
        Words("审查", "review"),
        (REVIEWER, HEAD),
        (Move(("reviewing",), ""),),
        REVIEW,
        (
            Field(
                "aspect",
                Words("审查内容", "what was reviewed"),
                FieldKind.CHOICE,
                choices=("secrecy", "legal"),
                default="secrecy",
            ),
            Field(
                "verdict",
                Words("审查结论", "verdict"),
                FieldKind.CHOICE,
                required=True,
                choices=("passed", "objection", "referred"),
            ),
            Field("opinion", Words("审查意见", "opinion")),
            Field("authority", Words("报请确定的部门", "authority it was referred to"), most=200),
        ),
        (
            ANOTHER,
            Guard(
                "opinion_missing",
                Words("未通过的，请写明审查意见", "say why it does not pass"),
                rules.objection_said,
                REVIEW,
                "opinion",
            ),
            Guard(
                "authority_missing",
                Words("不能确定的，请写明报请的主管部门或者保密部门", "name the authority that it was referred to"),
                rules.referred_to,
                REVIEW,
                "authority",
            ),
        ),
    ),
    Step(
        "returned",
        Words("退回修改", "return"),
        (REVIEWER, HEAD, LEADER),
        (Move(("reviewing", "approved"), "preparing"),),
        REVIEW,
        (REASON,),
    ),
    Step(
        "approved",
        Words("批准发布", "approve"),
        DECIDE,
        (Move(("reviewing",), "approved"),),
        REVIEW,
        (
            Field("publish_on", Words("定时发布日期", "day of publication"), FieldKind.DAY),
            Field("publish_at", Words("定时发布时刻（如 09:00）", "time of publication (as 09:00)"), most=5),
            Field("override_reason", Words("不采纳反对意见的理由", "why an objection is overridden"), most=1000),
        ),
        (
            Guard(
                "not_proactive",
                Words("公开属性不是主动公开，不能批准发布", "its attribute is not proactive disclosure"),
                rules.is_proactive,
                "条例第十九条",
                early=True,
            ),
            Guard(
                "secrecy_not_reviewed",
                Words("保密审查尚未通过", "the secrecy review has not been passed"),
                rules.secrecy_passed,
                REVIEW,
                early=True,
            ),
            Guard(
                "legality_not_reviewed",
                Words("规章、规范性文件的合法性审查尚未通过", "the legal review has not been passed"),
                rules.legality_passed,
                REVIEW,
                early=True,
            ),
            ANOTHER,
            Guard(
                "objected",
                Words("被征求意见方反对公开；坚持公开的，请写明理由", "somebody objects: say why it is published"),
                rules.nobody_objects,
                "条例第十五条",
                "override_reason",
            ),
            Guard(
                "time_wrong",
                Words("时刻请写成 09:00 的样子", "write the time as 09:00"),
                rules.clock_time,
                field="publish_at",
            ),
            Guard(
                "day_past",
                Words("定时发布日期不能早于批准之日", "the day of publication lies before the approval"),
                rules.not_before,
                field="publish_on",
            ),
        ),
        keeps=("publish_on", "publish_at"),
    ),
    Step(
        "not_published",
        Words("决定不主动公开", "decide not to publish"),
        DECIDE,
        (Move(("reviewing",), "withheld"),),
        "条例第十三条至第十六条、第十八条",
        (Field("review_on", Words("下次评估日期", "day of the next assessment"), FieldKind.DAY, required=True),),
        (
            Guard(
                "is_proactive",
                Words("公开属性是主动公开，应当批准发布或者退回", "its attribute is proactive: approve or return it"),
                rules.is_not_proactive,
                "条例第十九条",
                early=True,
            ),
            Guard(
                "secrecy_not_reviewed",
                Words("保密审查尚未通过", "the secrecy review has not been passed"),
                rules.secrecy_passed,
                REVIEW,
                early=True,
            ),
            ANOTHER,
            Guard(
                "assessment_day",
                Words("下次评估日期应在今后五年之内", "the next assessment is within the next five years"),
                rules.soon_enough,
                "条例第十八条",
                "review_on",
            ),
        ),
        keeps=("review_on",),
        items="concludes",
        outcome="not_published",
    ),
)
