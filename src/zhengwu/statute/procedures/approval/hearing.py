"""Those concerned, and the hearing: 行政许可法 Articles 36, 47 and 48."""

from zhengwu.statute.procedures.approval import rules
from zhengwu.statute.procedures.approval.review import GOES_ON, OPEN, PAUSED
from zhengwu.statute.procedures.model import Does, Effect, Field, FieldKind, Guard, Move, Step, Words
from zhengwu.statute.procedures.sides import APPLICANT, DESK, HANDLER, HEAD, LEADER, REVIEWER, THIRD_PARTY, WORK

HEARD = tuple(Effect(Does.PAUSE, clock, ends_with="hearing", basis=PAUSED) for clock in ("statutory", "promised"))

STEPS = (
    Step(
        "interested_informed",
        Words("告知利害关系人", "inform those concerned"),
        (HANDLER, REVIEWER, HEAD),
        (Move(OPEN, ""),),
        "行政许可法第三十六条",
        (
            Field("who", Words("利害关系人", "who"), required=True, most=200),
            Field("interest", Words("重大利益关系", "what is at stake"), most=1000),
            Field("statement", Words("陈述和申辩", "what they say"), most=4000),
        ),
    ),
    Step(
        "hearing_told",
        Words("告知听证权利", "tell of the right to a hearing"),
        (HANDLER, REVIEWER, HEAD),
        (Move(("in_review",), ""),),
        "行政许可法第四十七条",
        (Field("to", Words("告知对象", "to whom"), required=True, most=500),),
        effects=(Effect(Does.START, "hearing_request"),),
        notices=("hearing_right",),
    ),
    Step(
        "hearing_waived",
        Words("放弃听证", "waive the hearing"),
        (APPLICANT, THIRD_PARTY, *WORK),
        (Move(("in_review",), ""),),
        "行政许可法第四十七条",
        (Field("who", Words("放弃的人", "who"), most=200),),
        (
            Guard(
                "not_told",
                Words("尚未告知听证权利", "the right has not been told"),
                lambda scene: rules.end_of(scene, "hearing_request") is not None,
                early=True,
            ),
        ),
        (Effect(Does.STOP, "hearing_request"),),
    ),
    Step(
        "hearing_requested",
        Words("申请听证", "ask for a hearing"),
        (APPLICANT, THIRD_PARTY, *DESK),
        (Move(("in_review",), "in_special_procedure"),),
        "行政许可法第四十七条",
        (Field("who", Words("申请人或者利害关系人", "who asks"), most=200),),
        (
            Guard(
                "too_late",
                Words("未告知听证权利，或者告知后五日已过", "not told of it, or the five days are over"),
                rules.hearing_in_time,
                field="on",
                early=True,
            ),
        ),
        (Effect(Does.STOP, "hearing_request"), Effect(Does.START, "hearing"), *HEARD),
    ),
    Step(
        "hearing_noticed",
        Words("通知听证时间地点", "tell time and place of the hearing"),
        (HANDLER, HEAD),
        (Move(("in_special_procedure",), ""),),
        "行政许可法第四十八条第一款第（一）项",
        (
            Field("held_on", Words("听证日期", "day of the hearing"), FieldKind.DAY, required=True),
            Field("place", Words("听证时刻和地点", "time and place"), required=True, most=200),
            Field("chair", Words("听证主持人", "who chairs"), required=True, most=100),
        ),
        (
            Guard(
                "no_hearing", Words("没有人申请听证", "nobody asked for a hearing"), rules.hearing_goes_on, early=True
            ),
            Guard(
                "too_short",
                Words("应当于举行听证的七日前通知", "seven days' notice are needed"),
                rules.noticed_ahead,
                field="held_on",
            ),
        ),
        notices=("hearing_notice",),
    ),
    Step(
        "hearing_held",
        Words("举行听证", "hold the hearing"),
        (HANDLER, REVIEWER, HEAD, LEADER),
        (Move(("in_special_procedure",), "in_review"),),
        "行政许可法第四十八条",
        (
            Field("attended", Words("参加人", "who came"), most=1000),
            Field("record", Words("听证笔录要点", "record of the hearing"), required=True, most=4000),
        ),
        (
            Guard(
                "no_hearing", Words("没有人申请听证", "nobody asked for a hearing"), rules.hearing_goes_on, early=True
            ),
            Guard(
                "not_noticed",
                Words("尚未通知时间地点，或者未到听证日期", "time and place were not told, or it is too early"),
                rules.hearing_noticed,
                "行政许可法第四十八条第一款第（一）项",
                "on",
                early=True,
            ),
            Guard(
                "examiner_chairs",
                Words("审查该申请的工作人员不能主持听证", "who examined it does not chair"),
                rules.chaired_by_another,
                "行政许可法第四十八条第一款第（三）项",
            ),
        ),
        (Effect(Does.STOP, "hearing"), *GOES_ON),
    ),
)
