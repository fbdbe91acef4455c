"""The bodies of 青禾区: names, units, and how many requests each gets in a year."""

from dataclasses import dataclass

from zhengwu.statute.identifiers.uscc import check_sign


@dataclass(frozen=True)
class Office:
    """One body. `key` begins its people's user names; `yearly` is the number of requests in an ordinary year."""

    key: str
    name: str
    short: str
    kind: str
    prefix: str
    units: tuple[str, ...]
    yearly: int


GOVERNMENT = Office("qh", "青禾区人民政府", "区政府", "government", "QH", ("政务公开科", "综合科"), 14)
OFFICES = (
    Office("sp", "青禾区行政审批局", "审批局", "department", "QHSP", ("政务公开科", "投资审批科", "市场准入科"), 26),
    Office("zg", "青禾区自然资源和规划局", "自规局", "department", "QHZG", ("办公室", "规划管理科", "征地事务科"), 34),
    Office("zj", "青禾区住房和城乡建设局", "住建局", "department", "QHZJ", ("办公室", "房屋征收科", "建设管理科"), 28),
    Office("fg", "青禾区发展和改革局", "发改局", "department", "QHFG", ("办公室", "投资科"), 12),
    Office("cz", "青禾区财政局", "财政局", "department", "QHCZ", ("办公室", "预算科"), 12),
    Office("jy", "青禾区教育局", "教育局", "department", "QHJY", ("办公室", "基础教育科"), 11),
    Office("wj", "青禾区卫生健康局", "卫健局", "department", "QHWJ", ("办公室", "医政科"), 9),
    Office("sc", "青禾区市场监督管理局", "市监局", "department", "QHSC", ("办公室", "执法稽查科"), 14),
    Office("lt", "柳塘镇人民政府", "柳塘镇", "township", "QHLT", ("党政办公室", "村镇建设办公室"), 9),
    Office("yq", "云桥街道办事处", "云桥街道", "township", "QHYQ", ("党政办公室", "城市管理办公室"), 7),
)
ALL = (GOVERNMENT, *OFFICES)

REGION = "990001"  # no district has this number


def credit_code(office: Office) -> str:
    """The made-up credit code of a body, sound in both of its check characters."""
    inner = f"MB{ALL.index(office) + 70_001:06d}"
    values = (int(sign, 36) for sign in inner)
    total = sum(value * weight for value, weight in zip(values, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    last = (11 - total % 11) % 11
    body = f"11{REGION}{inner}{'X' if last == 10 else last}"
    return body + check_sign(body)


# Post, number of people. A township has one person for review and direction: its head of the disclosure office.
STAFF = {"clerk": 1, "handler": 2, "reviewer": 1, "head": 1, "leader": 1}
SMALL_STAFF = {"clerk": 1, "handler": 1, "head": 1, "leader": 1}
ABOVE = ("supervisor", "auditor", "administrator")  # at the government, for the whole district

# Whose passwords the demonstration knows: every post at the approval bureau, and one other body for comparison.
OPEN_DOORS = ("sp-clerk", "sp-handler", "sp-reviewer", "sp-head", "sp-leader", "zg-clerk", "zg-handler", "zg-head",
              "qh-supervisor", "qh-auditor", "qh-administrator", "yq-head", "yq-leader")  # fmt: skip
SURNAMES = (
    "林周沈许何吕施孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤"
)
