"""Lists, figures, charts and what stands around them, to look at."""

from datetime import UTC, date, datetime

from zhengwu.records.troubles import Words
from zhengwu.ui.catalogue import same
from zhengwu.ui.forms import Choice
from zhengwu.ui.links import Link
from zhengwu.ui.parts.charts import Chart, Series
from zhengwu.ui.parts.figures import Figure, Provenance
from zhengwu.ui.parts.lights import Light
from zhengwu.ui.parts.tables import Column, Fact, Filter, Paging, Progress, Tab, Table

SENT = Words("表单没有问题；这里不保存任何内容。", "The form is right; nothing is kept here.")
CRUMBS = (Link("/", Words("首页", "Home")), Link("#", Words("部件", "Parts")))
CASES = Words("件", "cases")
FIGURES = (
    Figure(1_284, CASES, Words("新收申请", "Requests received"), "#"),
    Figure(0, CASES, Words("超期", "Late")),
    Figure(97, Words("%", "%"), Words("按期办结", "Concluded in time")),
)
PROVENANCE = Provenance(
    1_284,
    Words("件申请", "requests"),
    datetime(2026, 10, 15, 1, 30, tzinfo=UTC),
    (Link("#", same("CSV")), Link("#", same("JSON"))),
)
STATES = (Choice("open", Words("办理中", "Open")), Choice("closed", Words("已办结", "Closed")))
CLOCKS = (Choice("soon", Words("即将到期", "Due soon")), Choice("late", Words("超期", "Late")))
FILTERS = (
    Filter("state", Words("阶段", "Stage"), STATES, "open"),
    Filter("light", Words("期限", "Clock"), CLOCKS),
)
COLUMNS = (
    Column(Words("编号", "Number"), sort="number"),
    Column(Words("事项", "Subject")),
    Column(Words("收到", "Received"), sort="received"),
    Column(Words("页数", "Pages"), numeric=True, sort="pages"),
    Column(Words("期限", "Clock")),
)
ROWS = (
    (Link("#", same("QHSP-2026-0012")), same("青禾路改造征收补偿方案"), date(2026, 9, 21), 120, Light("soon", 2)),
    (Link("#", same("QHSP-2026-0013")), same("2025年度采购合同"), date(2026, 9, 28), 8, Light("calm", 9)),
    (Link("#", same("QHSP-2026-0009")), same("<b>农贸市场</b>规划许可"), date(2026, 8, 3), 1_034, Light("late", -4)),
)
BARE = Table(Words("我的收藏", "My list"), COLUMNS, ())
PAGINGS = (
    Paging("abc", True, {"state": "open"}, Words("1000 件以上", "more than 1000")),
    Paging("", False, {"state": "open"}),
)
TABS = (
    Tab("#", Words("办理中", "Open"), True, 12),
    Tab("#", Words("等待他人", "Waiting"), False, 3),
    Tab("#", Words("已办结", "Closed")),
)
PROGRESS = Progress((Words("内容", "What"), Words("申请人", "Who"), Words("送达", "How"), Words("核对", "Check")), 1)
FACTS = (
    Fact(Words("申请人", "Applicant"), same("周青禾")),
    Fact(Words("收到", "Received"), date(2026, 9, 21)),
    Fact(Words("页数", "Pages"), 1_034),
    Fact(Words("告知书", "Answer"), Link("#", Words("下载", "Download"))),
    Fact(Words("办结", "Concluded"), None),
    Fact(Words("期限", "Clock"), Light("waiting")),
)
YEARS = ("2021", "2022", "2023", "2024", "2025")
CHARTS = (
    Chart(Words("新收与办结", "Received and concluded"), YEARS,
          (Series(Words("新收", "Received"), (310, 402, 388, 515, 640)),
           Series(Words("办结", "Concluded"), (305, 398, 391, 502, 618))), CASES),
    Chart(Words("平均办理时间", "Mean time to answer"), YEARS,
          (Series(Words("工作日", "Working days"), (17, 15.5, None, 14, 12)),), Words("工作日", "working days"),
          "lines", 20, Words("法定期限 20 日", "the law's 20 days")),
)  # fmt: skip


def table(sorted_by: str) -> Table:
    """The rows, sorted as asked."""
    places = {"number": lambda row: row[0].said.zh, "received": lambda row: row[2], "pages": lambda row: row[3]}
    key = places.get(sorted_by.lstrip("-"), places["number"])
    rows = tuple(sorted(ROWS, key=key, reverse=sorted_by.startswith("-")))
    return Table(Words("申请", "Requests"), COLUMNS, rows, sorted_by, {"state": "open"})
