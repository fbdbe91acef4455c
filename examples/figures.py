"""The plain figures of a fictional district, 青禾区. No place, body or figure here exists.

Every number is written down or follows from those written down by the rules of the form, so that the sound reports are
sound by construction; `FAULTS` then says, one by one, what is wrong in the faulty ones.
"""

from dataclasses import dataclass, field
from datetime import date

DISTRICT = "青禾区"
YEARS = (2023, 2024)


@dataclass(frozen=True)
class Year:
    """What one body did in one year: requests by applicant, outcomes, part two, part four, words."""

    published: date
    received: dict[str, int]  # applicant class -> requests received
    outcomes: dict[tuple[str, str], int]  # (row of the form, applicant class) -> requests concluded
    licensing: int = 0
    penalties: int = 0
    coercive: int = 0
    documents: tuple[int, int, int] = (0, 0, 0)  # issued, repealed, in force
    fees: str = "0"  # 万元
    review: tuple[int, int, int, int] = (0, 0, 0, 0)  # upheld, corrected, other, pending
    suit: tuple[int, int, int, int] = (0, 0, 0, 0)
    matters: str = "本年度没有收取信息处理费。没有其他需要报告的事项。"
    problems: str = "公开栏目更新不够及时，下一年度按月核对应公开事项并通报结果。"


@dataclass(frozen=True)
class Body:
    """A body of the district: its name, the layout it publishes in, its years."""

    key: str
    name: str
    layout: str
    years: dict[int, Year] = field(default_factory=dict)


def _people(person: int, firm: int = 0, law: int = 0) -> dict[str, int]:
    return {"natural_person": person, "enterprise": firm, "legal_service_org": law}


P, F, L = "natural_person", "enterprise", "legal_service_org"

BODIES = (
    Body("office", "青禾区人民政府办公室", "html", {
        2023: Year(date(2024, 1, 18), _people(21, 4, 3),
                   {("granted", P): 9, ("granted", F): 3, ("partially_granted", P): 2, ("unable_not_held", P): 7,
                    ("unable_not_held", L): 2, ("declined_petition", P): 1},
                   documents=(6, 1, 41), review=(1, 0, 0, 1)),
        2024: Year(date(2025, 1, 16), _people(26, 3, 5),
                   {("granted", P): 12, ("granted", F): 3, ("partially_granted", P): 3, ("unable_not_held", P): 8,
                    ("unable_not_held", L): 4, ("declined_repeat", P): 2, ("refused_internal_affairs", L): 1},
                   documents=(4, 2, 43), review=(2, 1, 0, 0)),
    }),
    Body("approval", "青禾区行政审批局", "docx", {
        2023: Year(date(2024, 1, 22), _people(8, 4, 0),
                   {("granted", P): 6, ("granted", F): 3, ("unable_needs_creation", P): 1}, licensing=18230),
        2024: Year(date(2025, 1, 20), _people(9, 3, 0),
                   {("granted", P): 7, ("granted", F): 4, ("unable_needs_creation", P): 2}, licensing=19415),
    }),
    Body("education", "青禾区教育局", "flat", {
        2023: Year(date(2024, 1, 25), _people(11), {("granted", P): 8, ("partially_granted", P): 1,
                   ("unable_still_unclear", P): 1}, licensing=64, fees="312.5",
                   matters="本年度没有收取信息处理费。行政事业性收费312.5万元，均为考试费。"),
        2024: Year(date(2025, 1, 24), _people(10), {("granted", P): 9, ("partially_granted", P): 1,
                   ("unable_still_unclear", P): 1}, licensing=58, fees="298.04",
                   matters="本年度没有收取信息处理费。行政事业性收费298.04万元，均为考试费。"),
    }),
    Body("finance", "青禾区财政局", "xlsx", {
        2023: Year(date(2024, 1, 15), _people(5, 2), {("granted", P): 3, ("granted", F): 2,
                   ("refused_deliberative", P): 1}, penalties=3),
        2024: Year(date(2025, 1, 14), _people(7, 1), {("granted", P): 4, ("granted", F): 1,
                   ("refused_deliberative", P): 2}, penalties=5),
    }),
    Body("city", "青禾区城市管理局", "pipes", {
        2023: Year(date(2024, 1, 29), _people(14, 1), {("granted", P): 7, ("granted", F): 1,
                   ("refused_enforcement_file", P): 2, ("unable_not_held", P): 2}, licensing=402, penalties=1286,
                   coercive=17, suit=(1, 0, 0, 0)),
        2024: Year(date(2025, 1, 27), _people(16), {("granted", P): 10, ("refused_enforcement_file", P): 3,
                   ("unable_not_held", P): 4}, licensing=371, penalties=1342, coercive=21, suit=(1, 1, 0, 1)),
    }),
    Body("health", "青禾区卫生健康局", "furniture", {
        2023: Year(date(2024, 1, 30), _people(6), {("granted", P): 5}, licensing=233, penalties=48),
        2024: Year(date(2025, 1, 22), _people(4, 1), {("granted", P): 4, ("granted", F): 1}, licensing=251,
                   penalties=52),
    }),
    Body("market", "青禾区市场监督管理局", "markdown", {
        2023: Year(date(2024, 1, 26), _people(9, 3, 4), {("granted", P): 6, ("granted", F): 2, ("granted", L): 1,
                   ("refused_enforcement_file", L): 2, ("refused_third_party_rights", F): 1}, licensing=9720,
                   penalties=417, coercive=66, fees="4.2",
                   matters="本年度没有收取信息处理费。行政事业性收费4.2万元。"),
        2024: Year(date(2025, 1, 23), _people(12, 2, 3), {("granted", P): 11, ("granted", F): 1, ("granted", L): 2,
                   ("refused_enforcement_file", L): 2, ("refused_third_party_rights", F): 1}, licensing=10144,
                   penalties=389, coercive=59, fees="3.75",
                   matters="本年度没有收取信息处理费。行政事业性收费3.75万元。"),
    }),
    Body("yunxi", "青禾区云溪街道办事处", "html", {
        2023: Year(date(2024, 1, 19), _people(3), {("granted", P): 2, ("unable_not_held", P): 1}),
    }),
)  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """Something wrong in one report: the rule that must find it, what a reader sees, and the cells or words changed."""

    body: str
    year: int
    rule: str
    story: str
    cells: dict[tuple[str, str, str], str] = field(default_factory=dict)  # (table, row, column) -> printed text
    overview: str = ""
    published: date | None = None


FAULTS = (
    Fault("approval", 2024, "TXT-RECEIVED", "正文写新收16件，表中12件",
          overview="本年度新收政府信息公开申请16件，全部按期答复。"),
    Fault("finance", 2024, "T3-COL", "自然人一列不平衡：结转多写1件",
          {("requests", "carried_out", "natural_person"): "3"}),
    Fault("city", 2024, "T3-ROLL", "上年结转2件与上年报告不符",
          {("requests", "carried_in", "natural_person"): "2"}),
    Fault("city", 2024, "T4-ROW", "行政诉讼总计少写1件", {("remedies", "direct_suit", "total"): "2"}),
    Fault("education", 2024, "EMPTY", "没有发生的两格画线、画斜杠",
          {("publications", "penalties", "decisions"): "/", ("publications", "coercive_measures", "decisions"): "—"}),
    Fault("health", 2024, "PUBLISHED", "2月18日公布，迟于1月31日", published=date(2025, 2, 18)),
    Fault("market", 2024, "UNIT", "收费金额以元填写", {("publications", "administrative_fees", "amount"): "37500元"}),
)  # fmt: skip
MISSING_IN_2024 = "青禾区云溪街道办事处"
