"""The page of one publication: what it says, what it is, where it belongs; on paper; and the code that leads to it."""

import io
from dataclasses import dataclass
from urllib.parse import quote

import segno
from django.conf import settings
from django.http import HttpResponse
from markupsafe import Markup

from zhengwu.portal.publications import kept, names, versions
from zhengwu.records.people.actors import PUBLIC
from zhengwu.records.publications import shown as register
from zhengwu.records.publications.columns import columns
from zhengwu.records.publications.shown import Edition, File, Placed, Related, Shown
from zhengwu.records.troubles import Words
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import public
from zhengwu.ui.environment import environment
from zhengwu.ui.links import Link
from zhengwu.ui.looks import Look, look_of
from zhengwu.ui.pages import Visit
from zhengwu.ui.parts.tables import Fact
from zhengwu.visits import Asked

SVG = "image/svg+xml"
# What a kind is to search engines (schema.org); everything else is a document.
TYPES = {
    "government_rule": "Legislation",
    "normative_document": "Legislation",
    "news": "NewsArticle",
    "service_guide": "GovernmentService",
    "summary": "Report",
    "statistics": "Report",
    "budget": "Report",
    "final_accounts": "Report",
}


@dataclass(frozen=True, slots=True)
class Attached:
    """A file: where it is, its name, its kind in letters, its size in bytes."""

    href: str
    name: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class PublicationPage:
    """A publication: its text, the table that the law wants, files, other versions, what it explains, where else it is.

    `address` is the one that stays. `ended` says that it is in force no more.
    """

    about: Shown
    html: Markup
    crumbs: tuple[Link, ...]
    column: Words
    kind: Words
    table: tuple[Fact, ...]
    files: tuple[Attached, ...]
    ended: Words | None
    explains: tuple[Related, ...]
    explained_by: tuple[Related, ...]
    placed: tuple[Fact, ...]
    editions: tuple[Edition, ...]
    type: str
    address: str
    description: str


@public
def one(request: Asked, publication_id: int) -> HttpResponse:
    """`/publications/ID`; with `?version=` an earlier one, with `&with=` what the two differ in."""
    if request.META["QUERY_STRING"] and "version" in request.GET:
        return versions.version(request, publication_id)
    return _answered(request, publication_id, "page", "portal/publications/page.html")


@public
def printed(request: Asked, publication_id: int) -> HttpResponse:
    """`/publications/ID/print`: as a document on paper."""
    return _answered(request, publication_id, "print", "portal/publications/print.html")


@public
def code(request: Asked, publication_id: int) -> HttpResponse:
    """`/publications/ID/qr.svg`: the address of the page as a code to scan."""
    state = register.state(publication_id)
    if state is None or not state.is_public:
        return kept.absent(request, state)
    tag = kept.tag_of("code", publication_id, state, Look())
    return kept.answered(request, tag, state, lambda: drawn(address_of(publication_id)), SVG)


def _answered(request: Asked, publication_id: int, what: str, template: str) -> HttpResponse:
    state = register.state(publication_id)
    if state is None or not state.is_public:
        return kept.absent(request, state)
    look = look_of(request)
    tag = kept.tag_of(what, publication_id, state, look)

    def make() -> str:
        return _made(request, publication_id, template, look)

    return kept.answered(request, tag, state, make, lang=look.lang)


def _made(request: Asked, publication_id: int, template: str, look: Look) -> str:
    """The page as it is kept: nothing in it is whoever's asked for it first, not even how they wrote the address."""
    found = register.shown(publication_id)
    if found is None:  # taken down a moment ago
        raise kept.not_here()
    visit = Visit(request.path, look, PUBLIC, "")
    return environment(look.lang).get_template(template).render(page=page_of(found), visit=visit)


def page_of(found: Shown) -> PublicationPage:
    """What the page of a publication shows."""
    known = columns()
    column = names.column_name(found.column, known)
    crumbs = [Link("/", words("portal.places.home")), Link("/publications", words("publications.title"))]
    if found.column in known:
        crumbs.append(Link(f"/publications?column={quote(found.column)}", column))
    return PublicationPage(
        about=found,
        html=Markup(found.said.html),
        crumbs=tuple(crumbs),
        column=column,
        kind=names.kind_name(found.kind),
        table=table_of(found),
        files=tuple(attached(found.id, one) for one in found.files),
        ended=_ended(found),
        explains=tuple(one for one in found.related if not one.explains),
        explained_by=tuple(one for one in found.related if one.explains),
        placed=tuple(_placed(one) for one in found.placed),
        editions=found.editions if len(found.editions) > 1 else (),
        type=f"https://schema.org/{TYPES.get(found.kind, 'DigitalDocument')}",
        address=address_of(found.id),
        description=" ".join((found.summary or found.said.text).split())[:120],
    )


def table_of(found: Shown) -> tuple[Fact, ...]:
    """The table above every publication: by which numbers it goes, whose it is, since when, in force or not."""
    held = words(f"publications.validity.{found.validity}") if found.validity else None
    rows: list[tuple[str, object]] = [
        ("index_number", found.index_number),
        ("category", names.category_name(found.category)),
        ("body", Link(f"/guide/{found.body_id}", same(found.body_name))),
        ("made_on", found.made_on),
        ("document_number", found.document_number),
        ("published_on", found.published_on),
        ("kind", names.kind_name(found.kind)),
        ("validity", held),
    ]
    if found.field:
        rows.append(("field", names.field_name(found.field)))
    if found.origin == "from_agency":
        rows.append(("origin_body", found.origin_body))
    return tuple(Fact(words(f"publications.table.{name}"), value) for name, value in rows)


def _ended(found: Shown) -> Words | None:
    if found.repealed_on is None:
        return None
    said = "publications.ended_by" if found.repealed_by else "publications.ended"
    zh, en = f"{found.repealed_on:%Y年%-m月%-d日}", found.repealed_on.isoformat()
    how = words(f"publications.validity.{found.validity}")
    both = words(said, day="{day}", how="{how}", document="{document}")
    return Words(
        both.zh.format(day=zh, how=how.zh, document=found.repealed_by),
        both.en.format(day=en, how=how.en, document=found.repealed_by),
    )


def _placed(one: Placed) -> Fact:
    return Fact(names.channel_name(one.channel), Words(*(_where(one, lang) for lang in ("zh", "en"))))


def _where(one: Placed, lang: str) -> str:
    on = one.on.isoformat() if lang == "en" else f"{one.on:%Y年%-m月%-d日}"
    return f"{one.place} · {on}" if one.place else on


def attached(publication_id: int, one: File) -> Attached:
    """A file as it is listed."""
    suffix = one.name.rpartition(".")[2].upper() if "." in one.name else ""
    return Attached(
        f"/publications/{publication_id}/files/{one.id}/{quote(one.name, safe='')}", one.name, suffix, one.size
    )


def address_of(publication_id: int) -> str:
    """The address of a publication, which stays."""
    return f"{settings.SITE}/publications/{publication_id}"


def drawn(address: str) -> bytes:
    """An address as a QR code. One mask given: trying all takes 5 ms."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False, mask=2).save(out, kind="svg", scale=4, border=2)
    return out.getvalue()
