"""Administrative lawsuit (行政诉讼) seen from the defendant: defence and evidence in time, judgment, appeal.

行政诉讼法 2017, Arts 45, 46, 67, 81, 83, 85 and 88. A suit is counted by the way it came, directly or after review, and
concluded when its result is final; until then it is pending.
"""

from zhengwu.statute.calendar import Unit
from zhengwu.statute.procedures import clocks
from zhengwu.statute.procedures.model import (
    Case,
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
    Place,
    Procedure,
    Scene,
    State,
    Step,
    Words,
)  # fmt: skip
from zhengwu.statute.procedures.sides import CLERK, DESK, HANDLER, HEAD, WORK

FORMS = ("2019", "2021")
WAYS = {"direct_suit": Words("直接起诉", "direct suit"), "suit_after_review": Words("复议后起诉", "suit after review")}
RESULTS = (
    ("claim_rejected", Words("驳回诉讼请求", "claim rejected"), "第六十九条", "upheld"),
    ("revoked", Words("撤销", "revoked"), "第七十条", "corrected"),
    ("ordered_to_perform", Words("判令履行", "ordered to perform"), "第七十二条", "corrected"),
    ("declared_unlawful", Words("确认违法", "declared unlawful"), "第七十四条", "corrected"),
    ("declared_void", Words("确认无效", "declared void"), "第七十五条", "corrected"),
    ("changed", Words("变更", "changed"), "第七十七条", "corrected"),
    ("suit_dismissed", Words("驳回起诉", "suit dismissed"), "第四十九条", "other_result"),
    ("suit_withdrawn", Words("撤诉", "suit withdrawn"), "第六十二条", "other_result"),
)
OUTCOMES = tuple(
    Outcome(
        f"{way}_{key}",
        Words(f"{words.zh}：{name.zh}", f"{words.en}: {name.en}"),
        f"行政诉讼法{basis}",
        places=dict.fromkeys(FORMS, Place("remedies", way, column)),
    )
    for way, words in WAYS.items()
    for key, name, basis, column in RESULTS
)


def _simplified(case: Case) -> int:
    return 1 if case.facts.get("mode") == "simplified" else 0


def _by_ruling(case: Case) -> int:
    last = case.last("judged")
    return 1 if last is not None and last.get("form") == "ruling" else 0


def _pending(case: Case) -> Place:
    return Place("remedies", str(case.facts.get("way", "direct_suit")), "pending")


def _same_way(scene: Scene) -> bool:
    return str(scene.event.get("outcome", "")).startswith(str(scene.case.facts.get("way")))


def _appeal_time_over(scene: Scene) -> bool:
    running = scene.case.clock("appeal")
    last = clocks.due(scene.case, running, scene.calendar).on if running else None
    return last is not None and scene.event.on > last


OUTCOME = Field(
    "outcome", Words("裁判结果", "result"), FieldKind.CHOICE, required=True, choices=tuple(one.key for one in OUTCOMES)
)
FORM = Field("form", Words("文书", "form"), FieldKind.CHOICE, choices=("judgment", "ruling"), default="judgment")
DOCUMENT = Field("document", Words("裁判文书号", "number of the judgment"), most=200)
SAME_WAY = Guard(
    "other_way",
    Words("裁判结果应与起诉方式一致", "the result must match the way in which the suit came"),
    _same_way,
    "国办公开办函〔2021〕30号附件表四",
    "outcome",
)

STEPS = (
    Step(
        "notified",
        Words("收到应诉通知", "notice of suit received"),
        DESK,
        (Move(("draft",), "notified"),),
        "行政诉讼法第六十七条",
        (
            Field("way", Words("起诉方式", "way"), FieldKind.CHOICE, choices=tuple(WAYS), default="direct_suit"),
            Field(
                "mode",
                Words("审理程序", "mode"),
                FieldKind.CHOICE,
                choices=("ordinary", "simplified"),
                default="ordinary",
            ),
            Field("court", Words("法院", "court"), most=200),
            Field("court_number", Words("案号", "court number"), most=100),
            Field("claim", Words("诉讼请求", "claim")),
        ),
        effects=(Effect(Does.START, "defence"), Effect(Does.START, "first_instance")),
        keeps=("way", "mode", "court", "court_number"),
        items="enters",
    ),
    Step(
        "assigned",
        Words("交办", "assign"),
        (CLERK, HANDLER, HEAD),
        (Move(("notified", "defended", "judged", "appealed"), ""),),
        "行政诉讼法第六十七条",
        (Field("unit", Words("承办机构", "unit"), most=200), Field("handler", Words("承办人", "person"), most=200)),
        keeps=("unit", "handler"),
    ),
    Step(
        "defended",
        Words("提交答辩状和证据", "file defence and evidence"),
        WORK,
        (Move(("notified",), "defended"),),
        "行政诉讼法第六十七条",
        (Field("evidence", Words("证据目录", "list of evidence")),),
        effects=(Effect(Does.STOP, "defence"),),
        notices=("suit_defence",),
    ),
    Step(
        "judged",
        Words("收到一审裁判", "first judgment received"),
        DESK,
        (Move(("notified", "defended"), "judged"),),
        "行政诉讼法第八十一条、第八十三条",
        (OUTCOME, FORM, DOCUMENT),
        (SAME_WAY,),
        (Effect(Does.STOP, "defence"), Effect(Does.STOP, "first_instance"), Effect(Does.START, "appeal")),
        keeps=("outcome",),
    ),
    Step(
        "appealed",
        Words("上诉", "appeal"),
        DESK,
        (Move(("judged",), "appealed"),),
        "行政诉讼法第八十五条",
        (
            Field(
                "side",
                Words("上诉方", "who appeals"),
                FieldKind.CHOICE,
                choices=("office", "claimant"),
                default="claimant",
            ),
        ),
        (
            Guard(
                "appeal_too_late",
                Words("上诉期已经届满", "the time to appeal has run out"),
                lambda scene: not _appeal_time_over(scene) or scene.event.get("side") == "claimant",
                "行政诉讼法第八十五条",
                "on",
            ),
        ),
        (Effect(Does.STOP, "appeal"), Effect(Does.START, "second_instance")),
    ),
    Step(
        "became_final",
        Words("一审裁判生效", "judgment became final"),
        DESK,
        (Move(("judged",), "concluded"),),
        "行政诉讼法第八十五条",
        guards=(
            Guard(
                "appeal_period_runs",
                Words("上诉期尚未届满", "the time to appeal has not run out"),
                _appeal_time_over,
                "行政诉讼法第八十五条",
                early=True,
            ),
        ),
        effects=(Effect(Does.STOP, "appeal"),),
        items="concludes",
    ),
    Step(
        "finally_judged",
        Words("收到二审裁判", "final judgment received"),
        DESK,
        (Move(("appealed",), "concluded"),),
        "行政诉讼法第八十八条、第八十九条",
        (OUTCOME, FORM, DOCUMENT),
        (SAME_WAY,),
        (Effect(Does.STOP, "second_instance"),),
        items="concludes",
    ),
    Step(
        "archived",
        Words("归档", "archive"),
        (CLERK, *WORK),
        (Move(("concluded",), "archived"),),
        "条例第四十五条",
        (Field("shelf", Words("档号", "file number"), most=100),),
    ),
)

PROCEDURE = Procedure(
    key="lawsuit",
    name=Words("行政诉讼（被告）", "administrative lawsuit, as defendant"),
    basis="行政诉讼法第四十五条、第四十六条、第六十七条、第八十一条、第八十三条、第八十五条、第八十八条",
    states=(
        State("draft", Words("未登记", "not registered")),
        State("notified", Words("待答辩", "to be defended")),
        State("defended", Words("一审审理中", "before the first court"), Duty.AUTHORITY),
        State("judged", Words("一审已裁判，上诉期内", "judged, time to appeal running"), Duty.AUTHORITY),
        State("appealed", Words("二审审理中", "before the second court"), Duty.AUTHORITY),
        State("concluded", Words("已生效", "final"), None, closed=True),
        State("archived", Words("已归档", "archived"), None, closed=True, final=True),
    ),
    steps=STEPS,
    clocks=(
        Clock(
            "defence",
            Words("答辩和举证期限", "time for defence and evidence"),
            (Limit(15, Unit.CALENDAR_DAYS, "行政诉讼法第六十七条"),),
            Duty.OFFICE,
        ),
        Clock(
            "first_instance",
            Words("一审审理期限", "time for the first judgment"),
            (
                Limit(6, Unit.MONTHS, "行政诉讼法第八十一条"),
                Limit(45, Unit.CALENDAR_DAYS, "行政诉讼法第八十三条（简易程序）"),
            ),
            Duty.AUTHORITY,
            choose=_simplified,
        ),
        Clock(
            "appeal",
            Words("上诉期限", "time to appeal"),
            (
                Limit(15, Unit.CALENDAR_DAYS, "行政诉讼法第八十五条（判决）"),
                Limit(10, Unit.CALENDAR_DAYS, "行政诉讼法第八十五条（裁定）"),
            ),
            Duty.OFFICE,
            optional=True,
            choose=_by_ruling,
        ),
        Clock(
            "second_instance",
            Words("二审审理期限", "time for the final judgment"),
            (Limit(3, Unit.MONTHS, "行政诉讼法第八十八条"),),
            Duty.AUTHORITY,
        ),
    ),
    outcomes=OUTCOMES,
    main="defence",
    table="remedies",
    pending=_pending,
)
