"""A publication at the desk: what it says, what keeps it from going out, what changed, where it was published."""

from dataclasses import dataclass

from django.http import HttpResponse
from markupsafe import Markup

from zhengwu.records.publications import drafting, numbers
from zhengwu.records.publications import files as inspected
from zhengwu.records.publications.columns import columns
from zhengwu.records.publications.drafting import VersionFacts, Work
from zhengwu.records.publications.files import FileFacts
from zhengwu.records.publications.releasing import Stop
from zhengwu.records.troubles import Words
from zhengwu.statute.disclosure import ATTRIBUTES, ORIGINS
from zhengwu.statute.letters.differences import Change
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.links import Link
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Fact
from zhengwu.visits import Asked
from zhengwu.workbench.naming import stage
from zhengwu.workbench.publications import naming


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of where it was published; `ends`: its reader may put down that it is not there any more."""

    id: int
    channel: Words
    place: str
    facts: drafting.PlacementFacts
    ends: bool


@dataclass(frozen=True, slots=True)
class PublicationPage:
    """A publication: register, text, files with what was found, versions, places.

    `said` is what stands in preparation, or what the public sees; `changes` what the two differ in: None where there is
    nothing to compare, empty where they are too long. `stops` keep it from being released.
    """

    work: Work
    stands: Words
    facts: tuple[Fact, ...]
    said: VersionFacts
    html: Markup
    prepared: bool
    stops: tuple[Stop, ...]
    text_stop: Stop | None
    files: tuple[FileFacts, ...]
    compared: VersionFacts | None
    changes: tuple[Change, ...] | None
    placements: tuple[Placed, ...]
    from_request: int


@staff
def publication(request: Asked, publication_id: int) -> HttpResponse:
    """`/desk/publications/ID`; `?version=` shows another version, beside the one before it."""
    return show(request, "workbench/publications/publication.html", page_of(request, publication_id))


@staff
def preview(request: Asked, publication_id: int) -> HttpResponse:
    """The text and the files as the public will see them."""
    return show(request, "workbench/publications/preview.html", page_of(request, publication_id))


def page_of(request: Asked, publication_id: int) -> PublicationPage:
    """The page. Raises Trouble (missing)."""
    found = drafting.work(publication_id, by=request.actor)
    said = _version(request, found)
    other = _beside(found, said)
    prepared = said.published_at is None
    stops = inspected.stops_of(publication_id, said.number, by=request.actor) if prepared else ()
    return PublicationPage(
        work=found,
        stands=stands_of(found),
        facts=facts_of(request, found),
        said=said,
        html=Markup(said.html),
        prepared=prepared,
        stops=stops,
        text_stop=next((one for one in stops if one.file_id is None), None),
        files=inspected.files_of(publication_id, said.number, by=request.actor),
        compared=other,
        changes=(drafting.changed(other, said) or ()) if other else None,
        placements=tuple(
            Placed(one.id, naming.channel_name(one.channel), one.place, one,
                   found.places and one.channel != "portal" and one.ended_on is None)
            for one in found.placements
        ),
        from_request=drafting.request_of(publication_id, by=request.actor) or 0,
    )  # fmt: skip


def _version(request: Asked, found: Work) -> VersionFacts:
    asked = str(request.GET.get("version", ""))
    number = int(asked) if asked.isdecimal() and len(asked) < 6 else 0
    return next((one for one in found.versions if one.number == number), found.newest)


def _beside(found: Work, said: VersionFacts) -> VersionFacts | None:
    """What a version is compared with: what the public sees, else the one before it."""
    if said.published_at is None and found.public is not None:
        return found.public
    return next((one for one in found.versions if one.number < said.number and one.published_at), None)


def stands_of(found: Work) -> Words:
    """Where it stands: by its case, else by the register."""
    if found.state:
        return stage("proactive_disclosure", found.state)
    return words(f"publishing.status.{found.status}")


def facts_of(request: Asked, found: Work) -> tuple[Fact, ...]:
    """What the register says, what is empty left out."""
    known = columns()
    number: Words | str = found.document_number
    if numbers.awaits(found.document_number):
        number = words("publishing.number_awaits", series=found.document_number.removesuffix(numbers.OPEN))
    origin = ORIGINS.get(found.origin, ("", ""))
    attribute = ATTRIBUTES.get(found.attribute)
    explained = Link(f"/desk/publications/{found.interprets_id}", same(found.interprets)) if found.interprets_id else ""
    rows: tuple[tuple[str, object], ...] = (
        ("index_number", found.index_number),
        ("document_number", number),
        ("kind", naming.kind_name(found.kind)),
        ("column", naming.column_name(found.column, known)),
        ("category", naming.category_name(found.category)),
        ("field", naming.field_name(found.field) if found.field else ""),
        ("entry", found.entry),
        ("body", found.body if not found.unit else f"{found.body} · {found.unit}"),
        ("origin", Words(*origin) if not found.origin_body else same(f"{origin[0]}：{found.origin_body}")),
        ("interprets", explained),
        ("attribute", Words(f"{attribute[0]}（{attribute[2]}）", attribute[1]) if attribute else ""),
        ("attribute_basis", found.attribute_basis),
        ("made_on", found.made_on),
        ("published_on", found.published_on or ""),
        ("review_on", found.review_on or ""),
        ("summary", found.summary),
    )
    return tuple(Fact(words(f"publishing.{name}"), value) for name, value in rows if value)
