"""Whose library it is, who may see it and who may decide in it; and that it has changed."""

from django.db.models import F, Q

from zhengwu.records.library.models import Paper, Shelf
from zhengwu.records.organs.models import Body
from zhengwu.records.organs.queries import BODY
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import within
from zhengwu.records.people.rights import RIGHTS
from zhengwu.records.troubles import Words, forbidden, missing

DECIDE = "region.supervise"
READ = "region.read"
PAPER = Words("这份报告", "report of the library")
LIBRARY = Words("这个报告库", "library")


def holder_of(actor: Actor, asked: int | None = None) -> int:
    """The office whose library it is: the one asked for, or the actor's own. Trouble: forbidden, missing."""
    if not actor.reach(READ):
        raise forbidden(READ)
    if asked is not None:
        seen(actor, asked)
        return asked
    own = [held.body_id for held in actor.appointments if held.post in RIGHTS[READ]]
    if own:
        return own[0]
    raise forbidden(READ)


def named(name: str) -> int:
    """The office of this name, short name or id. Trouble: missing."""
    wanted = Q(pk=int(name)) if name.isdecimal() else Q(name=name) | Q(short_name=name)
    found = Body.objects.filter(wanted).values_list("id", flat=True).first()
    if found is None:
        raise missing(BODY, where=name)
    return found


def seen(actor: Actor, holder_id: int) -> None:
    """That the actor may see this office's library. Trouble: missing."""
    path = Body.objects.filter(pk=holder_id).values_list("path", flat=True).first()
    if path is None or not actor.may(READ, holder_id, path):
        raise missing(LIBRARY, where="holder")


def decides(actor: Actor, holder_id: int) -> bool:
    """Whether the actor may take in, match and decide in this office's library."""
    if actor.kind == "clockwork":
        return True
    path = Body.objects.filter(pk=holder_id).values_list("path", flat=True).first()
    return path is not None and actor.may(DECIDE, holder_id, path)


def to_decide(actor: Actor, holder_id: int) -> None:
    """That the actor may decide there. Trouble: missing (not to be seen), forbidden."""
    if not decides(actor, holder_id):
        seen(actor, holder_id)
        raise forbidden(DECIDE)


def paper_of(actor: Actor, paper_id: int, *, deciding: bool = False) -> Paper:
    """A paper that the actor may see, or decide about. One statement. Trouble: missing, forbidden."""
    condition = within(actor.reach(READ), body="holder", unit=None)
    found = Paper.objects.select_related("reporter", "file", "holder").filter(condition, pk=paper_id).first()
    if found is None:
        raise missing(PAPER, where="paper_id")
    if deciding and not actor.may(DECIDE, found.holder_id, found.holder.path):
        raise forbidden(DECIDE)
    return found


def changed(holder_id: int) -> None:
    """Counts a change, so that nothing worked out before it is shown any more."""
    if not Shelf.objects.filter(holder_id=holder_id).update(changes=F("changes") + 1):
        Shelf.objects.bulk_create([Shelf(holder_id=holder_id, changes=1)], ignore_conflicts=True)


def changes(holder_id: int) -> int:
    """How often the library has changed. One statement."""
    return Shelf.objects.filter(holder_id=holder_id).values_list("changes", flat=True).first() or 0
