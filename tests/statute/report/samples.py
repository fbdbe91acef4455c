"""Sound reports to order: every equation of the form holds, the texts say what the tables say, all parts are filled."""

import random
from datetime import date
from decimal import Decimal

from zhengwu.statute.report.compose import Figures, compose
from zhengwu.statute.report.formats import Equation, Format, TableForm
from zhengwu.statute.report.model import Number, Report

Rows = dict[str, dict[str, Number]]

NAMES = ("临江县营商环境建设局", "云岭市数据资源管理局", "清河区行政审批局", "东湖新区政务服务局", "石桥镇人民政府")
CLASSES = ("natural_person", "enterprise", "research_institution", "nonprofit", "legal_service_org", "other_org")


def sample_report(form: Format, seed: int = 0) -> Report:
    """A sound report of either statutory form; the same seed gives the same report."""
    rng = random.Random(f"{form.key}/{seed}")  # noqa: S311 - figures, not secrets
    agency = rng.choice(NAMES)
    year = rng.randint(form.since, form.until or form.since + 4)
    figures: dict[str, Rows] = {
        "publications": _publications(form.table("publications"), rng),
        "requests": _requests(form, rng),
        "remedies": _remedies(rng),
    }
    return compose(
        form,
        agency,
        year,
        figures,
        texts=_texts(figures, year),
        preface=(
            f"本报告由{agency}按照《中华人民共和国政府信息公开条例》第五十条编制。\n"
            f"统计期限自{year}年1月1日起至{year}年12月31日止。"
        ),
        published_on=date(year + 1, 1, rng.randint(5, 31)),
    )


def _publications(form: TableForm, rng: random.Random) -> Rows:
    rows: Rows = {}
    for block, row in form.lines():
        if row.optional:
            continue
        cells: dict[str, Number] = {column.key: rng.choice((0, 3, 12, 187, 2405)) for column in block.columns}
        for column in block.columns:
            if column.amount:
                cells[column.key] = Decimal(rng.randint(0, 2_000_000)) / 100
            if column.signed:
                cells[column.key] = rng.randint(-8, 40)
        if "disclosed_total" in cells:
            cells["disclosed_total"] += cells["disclosed"]
        if "in_force" in cells:
            cells["in_force"] += cells["issued"]
        rows[row.key] = cells
    return rows


def _requests(form: Format, rng: random.Random) -> Rows:
    by_id = {equation.id: equation for equation in form.equations}
    outcomes = _keys(by_id["T3-SUM"], "right")
    rows: Rows = {row.key: {} for _, row in form.table("requests").lines() if not row.optional}
    for column in CLASSES:
        for row in outcomes:
            rows[row][column] = rng.choice((0, 0, 0, 0, 1, 2, 7))
        rows["concluded"][column] = sum(rows[row][column] for row in outcomes)
        rows["carried_out"][column] = rng.choice((0, 0, 1, 3))
        handled = rows["concluded"][column] + rows["carried_out"][column]
        rows["carried_in"][column] = rng.randint(0, min(3, int(handled)))
        rows["received"][column] = handled - rows["carried_in"][column]
    for cells in rows.values():
        cells["total"] = sum(cells[column] for column in CLASSES)
    return rows


def _keys(equation: Equation, side: str) -> list[str]:
    return [term.key for term in (equation.left if side == "left" else equation.right)]


def _remedies(rng: random.Random) -> Rows:
    rows: Rows = {}
    for row in ("review", "direct_suit", "suit_after_review"):
        cells: dict[str, Number] = {
            key: rng.choice((0, 0, 1, 2, 5)) for key in ("upheld", "corrected", "other_result", "pending")
        }
        rows[row] = cells | {"total": sum(cells.values())}
    return rows


def _texts(figures: Figures, year: int) -> dict[str, str]:
    requests, remedies = figures["requests"], figures["remedies"]
    received, concluded = requests["received"]["total"], requests["concluded"]["total"]
    suits = sum(remedies[row]["total"] or 0 for row in ("direct_suit", "suit_after_review"))
    fees = figures["publications"]["administrative_fees"]
    charged = f"本年行政事业性收费{fees['amount']}万元。" if "amount" in fees else ""
    return {
        "overview": (
            "（一）主动公开。按照目录公开应当公开的政府信息，及时更新政策解读。\n"
            f"（二）依申请公开。{year}年新收政府信息公开申请{received}件，上年结转{requests['carried_in']['total']}件；"
            f"办结{concluded}件，结转下年度继续办理{requests['carried_out']['total']}件。\n"
            "（三）政府信息管理。逐件审查，定期清理。\n"
            "（四）平台建设。网站与办事大厅均可查阅。\n"
            f"（五）监督保障。因政府信息公开被申请行政复议{remedies['review']['total']}件，被提起行政诉讼{suits}件。"
        ),
        "problems": "存在的问题：部分解读文字偏长。\n改进情况：改用图示，并请群众试读。",
        "other_matters": f"本年度没有收取信息处理费。{charged}",
    }
