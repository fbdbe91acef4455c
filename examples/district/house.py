"""What the house has to show today: somebody on leave, tokens of other systems, a wording of its own, a closed day.

All of it by the actions that an administrator, a head and the supervising office have.
"""

from datetime import timedelta

from examples.district.staff import Body
from examples.district.world import Story, World
from zhengwu.records.filters import actions as filters
from zhengwu.records.letters import wordings
from zhengwu.records.organs import promises
from zhengwu.records.people import actions as people
from zhengwu.records.people import tokens
from zhengwu.records.people.actors import CLOCKWORK
from zhengwu.records.people.models import Appointment
from zhengwu.records.timetable import actions as timetable
from zhengwu.records.timetable.actions import NewOverlay
from zhengwu.statute.letters.registry import templates

PROCEDURE, RECEIPT, CORRECTION = "information_request", "receipt", "correction_notice"
PROMISED = 15  # working days
WARM = "\n办理进度可随时在本网站“查询申请”栏目查看。"
FILTERS = (("本周到期的申请", "tab=soon&procedure=information_request"), ("征求意见中", "tab=open&state=consulting"))


def kept_today(world: World, bodies: dict[str, Body]) -> None:
    """Lets the house be as it is today."""
    _on_leave(world, bodies["sp"])
    _other_systems(world, bodies)
    _own_wording(world, bodies["sp"])
    _closed_day(world, bodies["lt"])
    for name, query in FILTERS:
        filters.save(name, query, shared=True, by=bodies["sp"].actor("head"), at=world.at)


def begin_promise(world: World, body: Body) -> None:
    """Three months ago the bureau promised to answer in fifteen working days instead of twenty."""
    world.begin(world.back(60), _promising(world, body))


def _promising(world: World, body: Body) -> Story:
    promises.make(body.id, PROCEDURE, PROMISED, world.later(1), "政府信息公开指南", by=CLOCKWORK, at=world.at)
    yield world.later(1)


def _on_leave(world: World, body: Body) -> None:
    """The reviewer is on leave for ten days; the head stands in."""
    held = Appointment.objects.get(person_id=body.actor("reviewer").id, post="reviewer")
    last = world.today + timedelta(days=10)
    stands_in = body.actor("head").id or 0
    people.substitute(held.pk, person_id=stands_in, since=world.today, until=last, by=CLOCKWORK, at=world.at)


def _other_systems(world: World, bodies: dict[str, Body]) -> None:
    """A platform that hands requests in, an archive that reads, and one whose token was revoked."""
    month, year = world.at + timedelta(days=20), world.at + timedelta(days=300)
    for name, key, scopes, until in (
        ("省政务服务平台", "qh", {"case.read", "as.clerk"}, year),
        ("区档案馆", "sp", {"case.read"}, month),
        ("旧的门户网站", "sp", {"case.read"}, year),
    ):
        issued = tokens.issue(
            name=name, body_id=bodies[key].id, scopes=frozenset(scopes), until=until, by=CLOCKWORK, at=world.at
        )
    tokens.revoke(issued.token_id, by=CLOCKWORK, at=world.at)


def _own_wording(world: World, body: Body) -> None:
    """The bureau's own receipt is in force, and a correction notice is a draft."""
    head, shipped = body.actor("head"), {one.key: one.text for one in templates(PROCEDURE)}
    for key, note in ((RECEIPT, "加上查询进度的办法"), (CORRECTION, "试改措辞，待法制机构看过")):
        made = wordings.draft(
            body.id, PROCEDURE, key, shipped[key].rstrip() + WARM + "\n", note, world.today, by=head, at=world.at
        )
        if key == RECEIPT:
            wordings.publish(made.id, by=body.actor("leader"), at=world.at)


def _closed_day(world: World, body: Body) -> None:
    """A town hall was shut for a day by high water; what was due there moved by it."""
    day = world.back(15)
    facts = NewOverlay(
        day, day, False, "洪水围困，机关停止办公一天", f"青政办〔{day.year}〕88号", emergency=True, body_id=body.id
    )
    timetable.overlay(facts, by=CLOCKWORK, at=world.at)
