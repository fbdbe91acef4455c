"""Files of results as offices write them, for the tests of imports. Nobody in them exists."""

import csv
import io
from datetime import UTC, date, datetime

from zhengwu.records.publications.importing.model import Options, Rules
from zhengwu.statute import disclosure

AT, ON = datetime(2026, 3, 10, 1, tzinfo=UTC), date(2026, 3, 10)
HEADING = (
    "编号", "行政相对人名称", "统一社会信用代码", "行政许可决定文书名称", "决定书文号", "许可类别", "许可编号",
    "许可内容", "许可决定日期", "有效期自", "有效期至", "许可机关", "当前状态", "发布日期",
)  # fmt: skip
BODY = "青禾区行政审批局"


def licence(at, **other):
    """One licence; `other` are cells that are different."""
    cells = {
        "编号": f"XK{at:06d}",
        "行政相对人名称": f"青禾{at}号商贸有限公司",
        "行政许可决定文书名称": "食品经营许可决定书",
        "决定书文号": f"青审食许〔2026〕{at}号",
        "许可类别": "普通",
        "许可编号": f"JY{at:010d}",
        "许可内容": "预包装食品销售",
        "许可决定日期": "2026/3/2",
        "有效期至": "20310301",
        "许可机关": BODY,
        "发布日期": "2026年3月4日",
    }
    return dict.fromkeys(HEADING, "") | cells | other


def sheet(rows, heading=HEADING):
    """Rows as CSV in UTF-8."""
    out = io.StringIO()
    writer = csv.DictWriter(out, heading, extrasaction="raise")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def put(folder, content, name="results.csv"):
    """The file in a folder."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def rules(**options):
    """What rows are judged by where there is one bureau, with the number 1."""
    columns = {one: one for one in disclosure.columns()} | {one.zh: key for key, one in disclosure.columns().items()}
    return Rules(Options(**options), ON, {BODY: 1, "审批局": 1}, columns)
