"""Steps from publication on: publish, change, take down, repeal, assess again what was withheld, discard, archive."""

from zhengwu.statute.procedures.model import Does, Effect, Field, FieldKind, Guard, Move, Step, Words
from zhengwu.statute.procedures.proactive_disclosure import rules
from zhengwu.statute.procedures.proactive_disclosure.before import DECIDE, REASON, REVIEW
from zhengwu.statute.procedures.sides import CLERK, DESK, SYSTEM, WORK

STEPS = (
    Step(
        "published",
        Words("发布", "publish"),
        (*DESK, SYSTEM),
        (Move(("approved",), "public"),),
        "条例第十九条、第二十三条、第二十六条",
        effects=(Effect(Does.STOP, "publication"),),
        items="concludes",
        outcome="published",
    ),
    Step(
        "amended",
        Words("更正或者修订", "correct or revise"),
        DESK,
        (Move(("public", "taken_down"), "preparing"),),
        "条例第六条、第二十六条",
        (
            Field(
                "change",
                Words("变更种类", "kind of change"),
                FieldKind.CHOICE,
                choices=("correction", "revision"),
                default="revision",
            ),
            REASON,
        ),
        effects=(Effect(Does.START, "publication"),),
    ),
    Step(
        "taken_down",
        Words("撤下", "take down"),
        DECIDE,
        (Move(("public",), "taken_down"),),
        "条例第六条、第十四条、第十五条",
        (REASON,),
    ),
    Step(
        "repealed",
        Words("标明废止或者失效", "mark as repealed or lapsed"),
        DECIDE,
        (Move(("public",), ""),),
        "条例第二十条第（一）项",
        (
            Field("how", Words("效力", "how"), FieldKind.CHOICE, choices=("repealed", "lapsed"), default="repealed"),
            Field("document", Words("依据的文件", "by which document"), required=True, most=200),
        ),
        (
            Guard(
                "not_in_force",
                Words("只有现行有效的规章、规范性文件可以废止", "only a rule or document in force can be repealed"),
                rules.lasting,
                early=True,
            ),
        ),
        keeps=("how",),
    ),
    Step(
        "reassessed",
        Words("再次评估", "assess again"),
        WORK,
        (Move(("withheld",), "preparing", rules.released), Move(("withheld",), "")),
        "条例第十八条",
        (
            Field("result", Words("评估结果", "result"), FieldKind.CHOICE, required=True, choices=("keep", "release")),
            Field("review_on", Words("下次评估日期", "day of the next assessment"), FieldKind.DAY),
            Field("opinion", Words("评估意见", "opinion"), required=True, most=1000),
        ),
        (
            Guard(
                "next_assessment",
                Words("仍不公开的，请写明下次评估日期", "say when it is assessed next"),
                rules.later,
                "条例第十八条",
                "review_on",
            ),
            Guard(
                "assessment_day",
                Words("下次评估日期应在今后五年之内", "the next assessment is within the next five years"),
                rules.soon_enough,
                "条例第十八条",
                "review_on",
            ),
        ),
        effects=(Effect(Does.START, "publication", when=rules.released),),
        keeps=("review_on",),
    ),
    Step(
        "discarded",
        Words("作废拟稿", "discard the draft"),
        WORK,
        (
            Move(("preparing",), "public", rules.still_public),
            Move(("preparing",), "taken_down", rules.taken_down),
            Move(("preparing",), "discarded"),
        ),
        REVIEW,
        (REASON,),
        effects=(Effect(Does.STOP, "publication"),),
        items="concludes",
        outcome="discarded",
    ),
    Step(
        "archived",
        Words("归档", "archive"),
        (CLERK, *WORK),
        (Move(("taken_down", "discarded"), "archived"),),
        "条例第十七条",
    ),
)
