"""The story of one information request: in, assigned, whatever it waits for, decided, answered, contested, filed."""

from dataclasses import dataclass, field

from examples.district import remedies
from examples.district.applicants import company
from examples.district.folders import Folder
from examples.district.intake import arrived
from examples.district.waits import WAITS
from examples.district.world import Story
from zhengwu.records.cases.opening import Applicant

# How a request ends: the share of it in an ordinary year, and the reasons given.
REASONS = {
    "granted": (300, ""),
    "already_public": (90, "该信息已在青禾区政府网站“政府信息公开”栏目主动公开，请按附注的网址查阅。"),
    "partial": (80, "文件中的个人住址、账号属于个人隐私，作区分处理后公开其余部分。"),
    "refused_state_secret": (6, "该文件经依法定密，在保密期限内。"),
    "refused_prohibited_by_law": (8, "统计法禁止公开能够识别单个统计调查对象的资料。"),
    "refused_security_stability": (5, "公开该风险排查底数可能危及公共安全。"),
    "refused_third_party_rights": (22, "涉及第三方商业秘密，第三方不同意公开，且不公开不会对公共利益造成重大影响。"),
    "refused_internal_affairs": (14, "属于本机关人事管理、内部工作流程方面的信息。"),
    "refused_deliberative": (16, "属于尚在讨论的过程稿，未形成正式决定。"),
    "refused_enforcement_file": (15, "属于行政执法案卷信息，当事人可依法查阅案卷。"),
    "special_query": (24, "不动产登记资料的查询，法律、行政法规另有规定，请到区不动产登记中心办理。"),
    "not_exist": (110, "经检索，本机关没有制作或者获取您所申请的信息。"),
    "not_responsible": (75, "该信息不属于本机关负责公开，请向青禾区水务局申请。"),
    "needs_creation": (26, "没有现成信息，需要对现有数据加工、分析。"),
    "unclear_after_correction": (10, "补正后仍未能指明具体的政府信息。"),
    "petition": (28, "以政府信息公开申请的形式进行信访，请通过信访渠道提出。"),
    "repeat": (16, "就相同信息重复提出申请，本机关已于此前作出答复。"),
    "publication": (7, "要求提供公开出版物，请通过购买途径获取。"),
    "excessive": (6, "申请数量、频次明显超过合理范围，所述理由不合理。"),
    "confirm_or_reissue": (7, "要求对已经获取的信息予以确认，不属于条例规定的处理范围。"),
    "other": (5, "申请人要求解释政策，已转业务科室直接答复。"),
}
# What leads to an ending, where something must.
BEFORE = {
    "unclear_after_correction": ("corrected",), "excessive": ("reasons",), "not_exist": ("searched",),
    "refused_third_party_rights": ("objects",),
}  # fmt: skip
# Waits that an ordinary request may go through, with their share; mostly there is none.
MAYBE = ((), 560), (("corrected",), 70), (("agrees",), 28), (("silent",), 22), (("co_maker",), 12), \
        (("extended",), 60), (("paid",), 14), (("split",), 24), (("agrees", "extended"), 8)  # fmt: skip
LAPSES = {"never_corrected": 34, "not_paid": 12}
WITHDRAWN = 40
OVERRIDE = "信息涉及饮用水安全，不公开将对公共利益造成重大影响。"


@dataclass
class Plan:
    """What a request will go through. `pace` is the share of its time that the answer takes; above 1 it is late."""

    who: Applicant
    channel: str
    items: list[str]
    outcomes: tuple[str, ...] = ("granted",)
    waits: tuple[str, ...] = ()
    pace: float = 0.6
    stops: str = ""  # unconfirmed | unassigned | undelivered: it goes no further
    withdraws: bool = False
    contested: tuple[str, ...] = ()
    clear: list[str] = field(default_factory=list)


def request(folder: Folder, plan: Plan) -> Story:
    """One request from its first day to the archive."""
    folder.facts |= {"clear": plan.clear or plan.items, "party": company(folder.chance), "items": len(plan.items)}
    folder.facts["reasonable"] = "excessive" not in plan.outcomes
    yield from arrived(folder, plan.channel, plan.who, plan.items, stops=plan.stops == "unconfirmed")
    if plan.stops in ("unconfirmed", "unassigned"):
        return
    yield folder.world.later(folder.chance.randint(0, 2))
    folder.assign()
    if plan.withdraws:
        yield folder.world.later(folder.chance.randint(2, 9))
        folder.outside("withdrawn", "applicant", plan.who.name, text="已通过其他途径获得，不再需要。")
    for wait in () if plan.withdraws else plan.waits:
        yield from WAITS[wait](folder)
    if not folder.state.startswith(("abandoned", "withdrawn")):
        yield from _answered(folder, plan)
    yield folder.world.later(folder.chance.randint(8, 30))
    folder.take("archived", "clerk", shelf=f"{folder.world.on.year}-{folder.body.office.prefix}-{folder.id:05d}")


def _answered(folder: Folder, plan: Plan) -> Story:
    """Proposed, decided and delivered; late where the pace says so."""
    items = [str(number) for number in range(1, folder.facts["items"] + 1)]
    if plan.pace > 1 and folder.due_on is not None:
        yield max(folder.world.calendar.add_working_days(folder.due_on, folder.chance.randint(1, 4)), folder.world.on)
    else:
        yield folder.world.by(plan.pace, folder.due_on)
    for place, item in enumerate(items):
        outcome = plan.outcomes[place % len(plan.outcomes)]
        folder.take("proposed", "handler", item=item, **said(outcome, plan))
    yield folder.world.later(0 if plan.pace > 0.85 else 1)
    for place, item in enumerate(items):
        outcome = plan.outcomes[place % len(plan.outcomes)]
        folder.take("decided", "reviewer", item=item, **said(outcome, plan))
    if plan.stops == "undelivered":
        return
    channel = "electronic" if plan.channel == "online" else folder.chance.choice(("post", "counter"))
    folder.take("delivered", "clerk", channel=channel, proof="送达回证" if channel != "electronic" else "系统送达记录")
    yield from remedies.contested(folder, plan.contested)


def said(outcome: str, plan: Plan) -> dict[str, str]:
    """The fields of a proposal or decision."""
    fields = {"outcome": outcome}
    if REASONS[outcome][1]:
        fields["reasons"] = REASONS[outcome][1]
    if outcome == "not_responsible":
        fields["responsible_body"] = "青禾区水务局"
    if "objects" in plan.waits and outcome in ("granted", "partial"):
        fields["override_reason"] = OVERRIDE
    return fields
