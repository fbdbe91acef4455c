"""Who wants to be told: some officers and applicants have confirmed an address; notices of long ago have been read."""

from datetime import timedelta

from django.test import override_settings

from examples.district.world import World
from zhengwu.records.cases.models import Case
from zhengwu.records.notices import addresses
from zhengwu.records.notices.addresses import Owner
from zhengwu.records.notices.models import Address, Notice
from zhengwu.records.people.models import Person

RECENT = timedelta(days=3)
OFFICERS = {"sp-head": "su@example.cn", "sp-handler": "zou@example.cn"}


def agreed(world: World) -> None:
    """Addresses that were confirmed a moment ago; what happens from now on is told there."""
    Notice.objects.filter(at__lt=world.at - RECENT).update(read_at=world.at)
    waiting = Case.objects.filter(state__in=("awaiting_correction", "awaiting_fee", "consulting")).order_by("-id")
    owners = [(Owner(case_id=case.pk, side="applicant"), "sms", "13900000000") for case in waiting[:2]]
    for name, value in OFFICERS.items():
        person = Person.objects.filter(username=name).first()
        owners += [(Owner(person_id=person.pk), "mail", value)] if person else []
    with override_settings(MESSAGES=("mail", "sms")):
        for owner, channel, value in owners:
            addresses.ask(owner, channel, value, "zh", at=world.at)
            row = Address.objects.get(**owner.row(), channel=channel)
            addresses.confirm(owner, channel, addresses.code_of(row), at=world.at)
