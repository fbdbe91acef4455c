"""Who applies: people and organisations that cannot exist, of every class that the annual report counts.

Identity numbers have a right check sign and a birth in 1850 to 1899 in division 990000 of a province: nobody living
holds one. Credit codes have a right check sign and the organisation number of nothing.
"""

from random import Random

from zhengwu.records.cases.opening import Applicant
from zhengwu.statute.identifiers import citizen_id, uscc

STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
TRADES = ("建材", "物流", "食品", "园林", "置业", "机电", "环保科技", "餐饮管理", "农业开发", "文化传播")
SIGNS = ("禾丰", "望湖", "新渠", "石桥", "青苗", "稻香", "云帆", "荷风")
# Class, share of all applicants. The shares are invented.
SHARES = (("natural_person", 78), ("enterprise", 10), ("legal_service_org", 5), ("nonprofit", 3),
          ("research_institution", 2), ("other_org", 2))  # fmt: skip
NAMES = {
    "enterprise": "青禾{sign}{trade}有限公司",
    "legal_service_org": "青禾{sign}律师事务所",
    "nonprofit": "青禾区{trade}行业协会",
    "research_institution": "青禾{sign}区域发展研究所",
    "other_org": "柳塘镇{sign}经济合作社",
}
USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def company(chance: Random) -> str:
    """The name of a company that does not exist."""
    return NAMES["enterprise"].format(sign=chance.choice(SIGNS), trade=chance.choice(TRADES))


def person(chance: Random) -> str:
    """The name of nobody."""
    return f"申请人{chance.choice(STEMS)}{chance.choice(BRANCHES)}"


def citizen_number(chance: Random) -> str:
    """An identity number that is written rightly and was never given out."""
    province = chance.choice(("11", "32", "51"))
    birth = f"{chance.randint(1850, 1899)}{chance.randint(1, 12):02d}{chance.randint(1, 28):02d}"
    body = f"{province}9900{birth}{chance.randint(0, 999):03d}"
    return body + citizen_id.check_sign(body)


def credit_code(chance: Random) -> str:
    """A credit code that is written rightly and was never given out."""
    body = f"91{chance.choice(('11', '32', '51'))}9900MA" + "".join(chance.choice(USCC_SIGNS[:20]) for _ in range(7))
    return body + uscc.check_sign(body)


def applicant(chance: Random, counted_class: str = "") -> Applicant:
    """Somebody with a name, a number and a way to be reached."""
    kinds, weights = zip(*SHARES, strict=True)
    kind = counted_class or chance.choices(kinds, weights)[0]
    phone = f"000-{chance.randint(0, 99999999):08d}"
    if kind == "natural_person":
        name, id_kind, number = person(chance), "citizen_id", citizen_number(chance)
        if chance.random() < 0.05:
            id_kind, number = "passport", f"X{chance.randint(0, 9999999):07d}"
    else:
        name = NAMES[kind].format(sign=chance.choice(SIGNS), trade=chance.choice(TRADES))
        id_kind, number = "uscc", credit_code(chance)
    mail = f"applicant{chance.randint(100, 999)}@example.invalid" if chance.random() < 0.6 else ""
    address = f"青禾区{chance.choice(SIGNS)}路{chance.randint(1, 300)}号" if chance.random() < 0.7 else ""
    return Applicant(name, kind, id_kind, number, phone, address, mail, organisation="")
