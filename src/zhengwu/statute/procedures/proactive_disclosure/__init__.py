"""Proactive disclosure (主动公开) from a draft to the public: 条例 Articles 10, 11, 13 to 19, 26 and 6.

The day on which the information was made begins the twenty working days of 条例第二十六条, and so does the day of a
change. What is to be published is reviewed (第十七条), approved by another person, and published; what is not is looked
at again from time to time (第十八条). The annual report does not count these cases; it counts the register.
"""

from zhengwu.statute.calendar import Unit
from zhengwu.statute.disclosure import LIMIT, LIMIT_BASIS
from zhengwu.statute.procedures.model import Clock, Duty, Limit, Outcome, Procedure, State, Words
from zhengwu.statute.procedures.proactive_disclosure import after, before

OUTCOMES = (
    Outcome("published", Words("已主动公开", "published"), "条例第十九条"),
    Outcome("not_published", Words("不主动公开", "not published"), "条例第十三条至第十六条"),
    Outcome("discarded", Words("作废", "discarded"), "条例第十九条", decided=False),
)

PROCEDURE = Procedure(
    key="proactive_disclosure",
    name=Words("主动公开", "proactive disclosure"),
    basis="条例第十九条",
    states=(
        State("draft", Words("未登记", "draft")),
        State("preparing", Words("拟稿", "in preparation")),
        State("reviewing", Words("审查中", "under review")),
        State("approved", Words("已批准，待发布", "approved, to be published")),
        State("public", Words("已公开", "public"), None, closed=True),
        State("withheld", Words("不主动公开", "not published"), None, closed=True),
        State("taken_down", Words("已撤下", "taken down"), None, closed=True),
        State("discarded", Words("已作废", "discarded"), None, closed=True),
        State("archived", Words("已归档", "archived"), None, closed=True, final=True),
    ),
    steps=(*before.STEPS, *after.STEPS),
    clocks=(
        Clock(
            "publication",
            Words("公开期限", "time to publish"),
            (Limit(LIMIT, Unit.WORKING_DAYS, LIMIT_BASIS),),
            Duty.OFFICE,
        ),
    ),
    outcomes=OUTCOMES,
    main="publication",
)
