"""What must never lack: somebody who looks after people. Whoever goes last is told so, and stays."""

from collections.abc import Sequence

from zhengwu.records.people.models import Appointment
from zhengwu.records.troubles import Words, conflict

POST = "administrator"


def keep(going: Sequence[Appointment]) -> None:
    """Raises Trouble (conflict) where nobody else would look after a body for good once these appointments end."""
    gone = [one.pk for one in going]
    for one in going:
        if one.post != POST or one.substitute_for_id is not None:
            continue
        above = [int(key) for key in one.body.path.split(".") if key]
        others = Appointment.objects.filter(post=POST, body_id__in=above, until=None, substitute_for=None)
        if not others.filter(person__active=True).exclude(pk__in=gone).exclude(person_id=one.person_id).exists():
            raise conflict(
                "last_administrator",
                "这是最后一名系统管理员，请先任命另一名。",
                "This is the last administrator: appoint another one first.",
                advice=Words("任命后再办。", "Then do this."),
            )
