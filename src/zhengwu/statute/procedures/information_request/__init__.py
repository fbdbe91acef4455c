"""Information request (依申请公开): 条例 Articles 27 to 45, as data.

`rules` holds the conditions, `steps` who may do what, `outcomes` how a request may end. Which row of the annual report
an outcome is counted in stands beside the outcome.
"""

from zhengwu.statute.calendar import Unit
from zhengwu.statute.procedures.information_request import rules
from zhengwu.statute.procedures.information_request.answering import ANSWERING
from zhengwu.statute.procedures.information_request.intake import INTAKE
from zhengwu.statute.procedures.information_request.outcomes import OUTCOMES
from zhengwu.statute.procedures.information_request.waiting import WAITING
from zhengwu.statute.procedures.model import Clock, Duty, Limit, Procedure, State, Words

STATES = (
    State("draft", Words("未提交", "draft"), Duty.APPLICANT),
    State("submitted", Words("待确认收到", "submitted, receipt not confirmed")),
    State("received", Words("已收到", "received")),
    State("in_handling", Words("办理中", "in handling")),
    State("awaiting_correction", Words("待补正", "awaiting correction"), Duty.APPLICANT),
    State("awaiting_reason", Words("待说明理由", "awaiting the applicant's reasons"), Duty.APPLICANT),
    State("awaiting_fee", Words("待缴费", "awaiting the fee"), Duty.APPLICANT),
    State("consulting", Words("征求意见中", "consulting"), Duty.THIRD_PARTY),
    State("decided", Words("已决定，待送达", "decided, not delivered")),
    State("delivered", Words("已答复", "answered"), None, closed=True),
    State("abandoned_no_correction", Words("逾期不补正，不再处理", "ended: not corrected"), None, closed=True),
    State("abandoned_no_fee", Words("逾期不缴费，不再处理", "ended: fee not paid"), None, closed=True),
    State("withdrawn", Words("已撤回", "withdrawn"), None, closed=True),
    State("archived", Words("已归档", "archived"), None, closed=True, final=True),
)

CLOCKS = (
    Clock(
        "reply",
        Words("答复期限", "time to answer"),
        (Limit(20, Unit.WORKING_DAYS, "条例第三十三条第二款"),),
        Duty.OFFICE,
    ),
    Clock(
        "correction_notice",
        Words("一次性告知补正的期限", "time to ask for a correction"),
        (Limit(7, Unit.WORKING_DAYS, "条例第三十条"),),
        Duty.OFFICE,
        optional=True,
    ),
    Clock(
        "correction",
        Words("补正期限", "time to correct"),
        (Limit(15, Unit.WORKING_DAYS, "条例第三十条（合理的补正期限，由补正告知书载明）"),),
        Duty.APPLICANT,
        lapse="correction_lapsed",
    ),
    Clock(
        "opinion",
        Words("答复征求意见的期限", "time to give an opinion"),
        (Limit(15, Unit.WORKING_DAYS, "条例第三十二条、第三十四条"),),
        Duty.THIRD_PARTY,
        lapse="consultation_lapsed",
    ),
    Clock(
        "payment",
        Words("缴费期限", "time to pay"),
        (Limit(20, Unit.WORKING_DAYS, "国办函〔2020〕109号第六条"),),
        Duty.APPLICANT,
        lapse="fee_lapsed",
    ),
)

PROCEDURE = Procedure(
    key="information_request",
    name=Words("政府信息公开申请", "information request"),
    basis="中华人民共和国政府信息公开条例第二十七条至第四十五条",
    states=STATES,
    steps=(*INTAKE, *WAITING, *ANSWERING),
    clocks=CLOCKS,
    outcomes=OUTCOMES,
    main="reply",
    table="requests",
    combined=rules.combined,
)
