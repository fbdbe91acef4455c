"""Cases of the rules about parts, dates and what the text says."""

from dataclasses import replace
from datetime import date

from tests.statute.report.checks.builder import build, with_parts, zeros
from tests.statute.report.checks.case import Case, heading, put, says
from tests.statute.report.checks.cases_figures import ALL_GRANTED, ITEMS, MISREAD, OLD, SOUND, ZERO

ON_TIME = date(2024, 1, 31)

CASES: dict[str, Case] = {
    "PART-MISSING": Case(ZERO, with_parts(ZERO, remedies=None)),
    "PART-HEADING": Case(ZERO, with_parts(ZERO, **heading("overview", "", "开展了工作。"))),
    "PART-ORDER": Case(ZERO, replace(ZERO, parts=dict(reversed(ZERO.parts.items())))),
    "PART-NUMBER": Case(ZERO, with_parts(ZERO, **heading("requests", "四、收到和处理政府信息公开申请情况"))),
    "PART-EMPTY": Case(ZERO, says(overview="无。")),
    "SEC5": Case(ZERO, says(problems="无")),
    "FEE": Case(
        put(ZERO, "publications", "administrative_fees", "amount", 5, unit="万元"),
        put(says(other_matters="无"), "publications", "administrative_fees", "amount", 5, unit="万元"),
        frozenset({("administrative_fees", "amount")}),
    ),
    "FEE-REPORT": Case(ZERO, says(other_matters="本年度组织了两次培训。")),
    "FEE-SUM": Case(ZERO, says(other_matters="按照办法做好信息处理费管理。")),
    "PERIOD": Case(
        build(zeros(), preface="数据统计期限为2023年1月1日至12月31日。"),
        build(zeros(), preface="数据统计期限为2023年1月1日至2023年11月30日。"),
    ),
    "YEAR": Case(ZERO, replace(ZERO, title="青山区档案局2022年政府信息公开工作年度报告")),
    "PUBLISHED": Case(replace(ZERO, published_on=ON_TIME), replace(ZERO, published_on=date(2024, 2, 1))),
    "PUBLISHED-LOCAL": Case(
        replace(ZERO, published_on=date(2024, 1, 20)),
        replace(ZERO, published_on=ON_TIME),
        frozenset(),
        {"local_due_on": date(2024, 1, 26)},
    ),
    "PUBLISHED-EARLY": Case(replace(ZERO, published_on=ON_TIME), replace(ZERO, published_on=date(2023, 12, 20))),
    "PUBLISHED-UNKNOWN": Case(
        replace(ZERO, source_kind="html", published_on=ON_TIME), replace(ZERO, source_kind="html")
    ),
    "MISREAD-19": Case(OLD, MISREAD, frozenset(("licensing", key) for key in ITEMS)),
    "T2-RULES": Case(
        SOUND,
        put(ZERO, "publications", "government_rules", "in_force", 2),
        frozenset({("government_rules", "in_force")}),
    ),
    "T3-GRANTED": Case(SOUND, ALL_GRANTED, frozenset({("granted", "total"), ("concluded", "total")})),
    "TXT-RECEIVED": Case(
        says(overview="全年没有收到政府信息公开申请。"),
        says(overview="全年收到政府信息公开申请6件。"),
        frozenset({("received", "total")}),
    ),
    "TXT-CARRIED-IN": Case(
        says(overview="政府信息公开申请上年结转0件。"),
        says(overview="政府信息公开申请上年结转2件。"),
        frozenset({("carried_in", "total")}),
    ),
    "TXT-CONCLUDED": Case(
        says(overview="办结政府信息公开申请0件。"),
        says(overview="办结政府信息公开申请6件。"),
        frozenset({("concluded", "total")}),
    ),
    "TXT-CARRIED-OUT": Case(
        says(overview="政府信息公开申请结转下年度0件。"),
        says(overview="政府信息公开申请结转下年度3件。"),
        frozenset({("carried_out", "total")}),
    ),
    "TXT-OUTCOME": Case(
        says(requests="部分公开0件。"), says(requests="部分公开4件。"), frozenset({("partially_granted", "total")})
    ),
    "TXT-REVIEW": Case(
        says(remedies="行政复议0件。"), says(remedies="行政复议2件。"), frozenset({("review", "total")})
    ),
    "TXT-SUIT": Case(
        says(remedies="行政诉讼0件。"),
        says(remedies="行政诉讼2件。"),
        frozenset({("direct_suit", "total"), ("suit_after_review", "total")}),
    ),
    "TXT-DOCUMENT": Case(
        says(overview="制发规范性文件0件。"),
        says(overview="制发规范性文件2件。"),
        frozenset({("normative_documents", "issued")}),
    ),
    "TXT-DECISION": Case(
        says(overview="作出行政许可决定0件。"),
        says(overview="作出行政许可决定9件。"),
        frozenset({("licensing", "decisions")}),
    ),
    "TXT-FEES": Case(
        says(overview="收取行政事业性收费0万元。"),
        says(overview="收取行政事业性收费3.5万元。"),
        frozenset({("administrative_fees", "amount")}),
    ),
    "TXT-PERCENT": Case(
        says(overview="共有事项300项，其中网办事项285项，占比95%。"),
        says(overview="共有事项300项，其中网办事项285项，占比96%。"),
    ),
    "TXT-ATTAIN": Case(says(overview="共有事项300项，网办率95.3%。"), says(overview="共有事项300项，网办率95.1%。")),
    "TXT-GROWTH": Case(
        put(says(overview="收到政府信息公开申请6件，同比增长50%。"), "requests", "received", "total", 6),
        put(says(overview="收到政府信息公开申请6件，同比增长40%。"), "requests", "received", "total", 6),
        frozenset(),
        {"last_year": put(build(zeros(), year=2022), "requests", "received", "total", 4)},
    ),
    "TXT-SUM": Case(
        says(overview="发布信息84条，其中：动态50条、公告34条。"),
        says(overview="发布信息84条，其中：动态50条、公告30条。"),
    ),
}
