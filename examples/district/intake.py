"""How a request comes in, by each channel of 条例第三十一条, until it is registered."""

from collections.abc import Sequence

from examples.district.folders import Folder, opening_of
from examples.district.world import Story
from zhengwu.records.cases.opening import Applicant

CHANNELS = (("online", 58), ("registered_mail", 18), ("counter", 12), ("ordinary_mail", 5), ("fax", 3), ("oral", 4))


def arrived(folder: Folder, channel: str, who: Applicant, items: Sequence[str], *, stops: bool = False) -> Story:
    """A request from its first day to its registration; with `stops` it stays unconfirmed."""
    opening, chance = opening_of(who, items), folder.chance
    first = {"channel": channel, "items": list(items)}
    if channel in ("counter", "oral"):
        told = (
            {"filled_by_staff": True, "assistance": "听力不便，工作人员代为填写并朗读核对"} if channel == "oral" else {}
        )
        folder.open("information_request", "submitted", opening, **first, **told)
        folder.take("received", "clerk")
    elif channel == "registered_mail":
        folder.open("information_request", "received", opening, **first, signed_on=folder.world.on)
    elif channel == "ordinary_mail":
        folder.open("information_request", "submitted", opening, **first)
        yield folder.world.later(chance.randint(0, 2))
        folder.take("confirmed", "clerk", side="office", note="电话与申请人确认")
        folder.take("received", "clerk")
    else:
        yield from _both_confirm(folder, first, who, stops=stops)


def _both_confirm(folder: Folder, first: dict[str, object], who: Applicant, *, stops: bool) -> Story:
    """Internet and fax: the later of the two confirmations is the day of receipt."""
    by = "applicant" if first["channel"] == "online" else "clerk"
    folder.open("information_request", "submitted", opening_of(who, first["items"]), by=by, **first)  # type: ignore[arg-type]
    if stops:
        return
    yield folder.world.later(folder.chance.randint(0, 1))
    folder.take("confirmed", "clerk", side="office", note="电话确认")
    folder.outside("confirmed", "applicant", who.name, side="applicant", note="网上确认")
    folder.take("received", "clerk")
