"""Rules about figures that add up and are still hard to believe."""

import re
from collections.abc import Iterator

from zhengwu.statute.report.checks.catalogue import RULE
from zhengwu.statute.report.checks.labels import number, row_name
from zhengwu.statute.report.checks.subject import NO_FIGURES, Sheet, Subject
from zhengwu.statute.report.model import Cause, Finding, Number, Severity

MANY_REQUESTS = 50  # from here on, that every request was granted in full is unusual
TELLING = 10  # from here on, that decisions equal items is no accident
_ITEMS = ("items_last_year", "change", "decisions")
_NATIONAL = re.compile(r"^(?:国家|中国|中华人民共和国|国务院)|部$|政府办公[室厅]$|总局$|总署$")
_NO_RULES = re.compile(
    r"(?:局|厅|委员会|办公室|办公厅|中心|站|所|队|办事处|街道|镇|乡|乡人民政府|镇人民政府|县人民政府|(?<!自治)区人民政府)$"
)


def check_plausibility(subject: Subject) -> Iterator[Finding]:
    """Decisions that are items, rules made by a body that cannot make rules, and requests that were all granted."""
    for sheet in subject.sheets:
        if sheet.table.status in NO_FIGURES:
            continue
        yield from _misread(sheet)
        yield from _rules(subject, sheet)
        yield from _granted(sheet)


def _misread(sheet: Sheet) -> Iterator[Finding]:
    """Decisions equal to last year's items plus the change: the number of items was written a second time.

    A small number, or items that were new or unchanged, may be an accident; two such rows are none.
    """
    hits = []
    for block in sheet.table_form.blocks:
        if {column.key for column in block.columns}.issuperset(_ITEMS):
            for row in block.rows:
                items, change, decisions = (sheet.table.cell(row.key, key).value for key in _ITEMS)
                if items is None or change is None or not decisions or decisions != items + change:
                    continue
                if change or decisions >= TELLING:
                    hits.append((row, items, change, decisions))
    changed = [hit for hit in hits if hit[2] and hit[1]]
    for row, items, change, decisions in hits:
        sure = bool(change) and (len(changed) > 1 or (bool(items) and decisions >= TELLING))
        sum_of = f"上一年项目数量{number(items)}加本年增/减{number(change)}"
        yield RULE["MISREAD-19"].finding(
            f"表二“{row_name(row)}”行：处理决定数量{number(decisions)}恰好等于{sum_of}，可能把项目数误作决定数。",
            f"{row.gloss}: {number(decisions)} decisions equal {number(items)} items plus a change of "
            f"{number(change)}; perhaps items were counted instead of decisions.",
            cells=(sheet.refer((row.key, key)) for key in _ITEMS),
            expected="处理决定的件数",
            found=number(decisions),
            severity=None if sure else Severity.NOTICE,
            cause=Cause.REPORT if sure else Cause.UNSURE,
        )


def _rules(subject: Subject, sheet: Sheet) -> Iterator[Finding]:
    """Government rules claimed by a department, a county or a township."""
    agency = (subject.report.agency or "").strip()
    found = sheet.table_form.find("government_rules")
    if found is None or not _NO_RULES.search(agency) or _NATIONAL.search(agency):
        return
    keys = [("government_rules", column.key) for column in found[0].columns]
    claimed = [key for key in keys if sheet.table.cell(*key).value]
    if claimed:
        values = "、".join(number(sheet.table.cell(*key).value or 0) for key in claimed)
        yield RULE["T2-RULES"].finding(
            f"表二“{row_name(found[1])}”行填{values}，而{agency}不能制定规章，可能是规范性文件。",
            f"{agency} states government rules ({values}), which it cannot make; perhaps normative documents.",
            cells=(sheet.refer(key) for key in claimed), expected="0", found=values,
        )  # fmt: skip


def _granted(sheet: Sheet) -> Iterator[Finding]:
    granted = _total(sheet, "granted")
    concluded = _total(sheet, "concluded")
    if granted is not None and granted == concluded and concluded >= MANY_REQUESTS:
        yield RULE["T3-GRANTED"].finding(
            f"表三办结{number(concluded)}件申请，全部予以公开，请核实是否把咨询等计为申请。",
            f"all {number(concluded)} requests concluded were granted: perhaps enquiries were counted as requests.",
            cells=(sheet.refer(("granted", "total")), sheet.refer(("concluded", "total"))),
            found=f"{number(granted)}/{number(concluded)}", cause=Cause.UNSURE,
        )  # fmt: skip


def _total(sheet: Sheet, row: str) -> Number | None:
    return sheet.table.cell(row, "total").value
