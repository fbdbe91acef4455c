"""Writes the table of the guide anew from the table of the records: python -m tests.records.notices.pages"""

from pathlib import Path

from zhengwu.records.notices.table import occasions

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "guides" / "notifications.md"
MARK = "<!-- made by python -m tests.records.notices.pages -->\n"
ROLES = {
    "handler": "承办人", "head": "公开机构负责人", "clerk": "登记员", "reviewer": "审核人", "self": "本人",
    "leader": "机关负责人",
    "applicant": "申请人", "third_party": "第三方", "report.compile": "年报编制人", "report.sign": "年报签发人",
    "region.supervise": "主管部门", "case.register": "登记人员", "case.decide": "机关负责人、公开机构负责人",
    "licence.issue": "可以颁发证照的负责人",
}  # fmt: skip
WAYS = {"app": "站内", "mail": "邮件", "sms": "短信", "wechat": "微信"}


def table():
    """The table in Markdown."""
    lines = ["| 事项 | 通知谁 | 方式 | 不能关闭的依据 |", "|---|---|---|---|"]
    for one in occasions().values():
        to, ways = "、".join(ROLES[to] for to in one.to), "、".join(WAYS[way] for way in one.channels)
        lines.append(f"| {one.title.zh} | {to} | {ways} | {one.law} |")
    return "\n".join(lines) + "\n"


def page():
    """The guide as it should be."""
    return GUIDE.read_text("utf-8").partition(MARK)[0] + MARK + "\n" + table()


if __name__ == "__main__":
    GUIDE.write_text(page(), "utf-8")
