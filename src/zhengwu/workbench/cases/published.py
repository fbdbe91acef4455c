"""What a case has to do with the register of publications: the document it handles, or what an answer may become."""

from dataclasses import dataclass

from zhengwu.records.cases.queries import posts_over
from zhengwu.records.cases.sheet import Opened
from zhengwu.records.people.actors import Actor
from zhengwu.records.publications import drafting
from zhengwu.records.publications import files as inspected
from zhengwu.records.publications.actions import DESK
from zhengwu.records.publications.drafting import Work
from zhengwu.records.publications.releasing import Stop
from zhengwu.records.troubles import Words
from zhengwu.workbench.publications import naming

PUBLISHING, REQUEST = "proactive_disclosure", "information_request"
GIVEN = ("granted", "partial")
LONGEST = 400  # signs of the text on the page of a case


@dataclass(frozen=True, slots=True)
class Document:
    """The document that a case handles: in short, with what keeps it from being released."""

    work: Work
    kind: Words
    excerpt: str
    files: int
    stops: tuple[Stop, ...]
    places: int


@dataclass(frozen=True, slots=True)
class Publishable:
    """An answered request: the publication it led to (0: none), whether its reader may begin one, who asks alike."""

    there: int
    may: bool
    alike: int


def document(actor: Actor, found: Opened) -> Document | None:
    """The document of a case of publishing; None for other cases, and where the register has none."""
    if found.rules.key != PUBLISHING:
        return None
    pk = drafting.of_case(found.envelope.id, by=actor)
    if pk is None:
        return None
    work = drafting.work(pk, by=actor)
    said = work.newest
    prepared = said.published_at is None
    stops = inspected.stops_of(pk, said.number, by=actor) if prepared else ()
    files = inspected.files_of(pk, said.number, by=actor)
    excerpt = said.text[:LONGEST] + ("…" if len(said.text) > LONGEST else "")
    standing = sum(one.ended_on is None and one.channel != "portal" for one in work.placements)
    return Document(work, naming.kind_name(work.kind), excerpt, len(files), stops, standing)


def publishable(actor: Actor, found: Opened, alike: int) -> Publishable | None:
    """What an answered request may become (条例第四十四条); None where nothing was given on it."""
    if found.rules.key != REQUEST or not any(item.outcome in GIVEN for item in found.case.items):
        return None
    one = found.envelope
    there = drafting.of_request(one.id, one.body_id, by=actor) or 0
    return Publishable(there, bool(posts_over(actor, one.body_id, one.unit_id) & DESK), alike)
