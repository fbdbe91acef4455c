"""What the bureaus did to have their services used: campaigns, assistance, systems joined, users registered.

The figures add up: whoever registered is part of the people of the district, and each quarter there are more of them.
"""

from examples.district.approvals import Desk
from examples.district.world import World
from zhengwu.records.items import drives
from zhengwu.records.items.drives import Done

PEOPLE = 186_000  # live in the district
# Working days ago, whose, and what was done.
DONE = (
    (230, "sp", "registered", "政务服务网个人实名注册用户", {"people": 98_400, "base": PEOPLE}),
    (170, "sp", "registered", "政务服务网个人实名注册用户", {"people": 109_750, "base": PEOPLE}),
    (160, "sp", "system", "不动产登记系统接入统一受理平台", {}),
    (148, "sp", "publicity", "“政务服务进社区”集中宣传周", {"times": 6, "staff": 24, "people": 2_130}),
    (120, "sp", "assistance", "企业开办帮办代办", {"times": 42, "staff": 8, "people": 42}),
    (110, "sp", "registered", "政务服务网个人实名注册用户", {"people": 121_300, "base": PEOPLE}),
    (96, "lt", "publicity", "柳塘镇赶集日惠农事项宣传", {"times": 3, "staff": 9, "people": 860}),
    (75, "sp", "meeting", "“高效办成一件事”部门联席会议", {"staff": 15}),
    (60, "yq", "assistance", "老年人网上办事辅导", {"times": 12, "staff": 6, "people": 318}),
    (45, "sp", "problem", "食品经营许可材料重复提交问题", {}),
    (30, "sp", "publicity", "“开店一件事”走进商圈", {"times": 4, "staff": 12, "people": 745}),
    (20, "sp", "practice", "容缺办理做法在各镇（街道）推广", {"times": 2}),
    (10, "sp", "registered", "政务服务网个人实名注册用户", {"people": 127_940, "base": PEOPLE}),
)


def noted(world: World, desks: dict[str, Desk]) -> None:
    """Puts all of it on file, the oldest first."""
    for ago, key, kind, name, figures in DONE:
        desk = desks[key]
        drives.note(desk.body.id, Done(kind, name, world.back(ago), **figures), by=desk.by("head"), at=world.at)
