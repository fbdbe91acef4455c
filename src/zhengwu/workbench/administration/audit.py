"""Looking through the audit trail: filters, sentences in words, the object to open, and the result as a file."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from io import BytesIO, StringIO
from urllib.parse import urlencode

from django.http import HttpResponse
from xlsxwriter import Workbook

from zhengwu.records.journal import searching
from zhengwu.records.journal.queries import EntryFacts
from zhengwu.records.journal.searching import Named, Search
from zhengwu.records.keeping import remembered
from zhengwu.records.keeping.remembered import ProofFacts
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import Words, forbidden, missing
from zhengwu.ui.catalogue import catalogue, same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.links import Link
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Column, Paging, Table
from zhengwu.ui.writing import moment
from zhengwu.visits import Asked

PAGE = 25
HOME = "/desk/administration/journal"
DEEDS = "audit.deed."
KINDS = "audit.kind."
CODES = "audit.code."
SUM = re.compile(r"[0-9a-f]{64}")
HEADS = ("at", "who", "deed", "object", "reason", "address")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run
FILES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@dataclass(frozen=True, slots=True)
class AuditPage:
    """What was asked, what was found, and when the chains were proved last."""

    form: Filled
    table: Table
    paging: Paging
    asked: bool
    until: datetime | None
    downloads: tuple[Link, ...]
    proof: ProofFacts | None


@staff
def journal(request: Asked) -> HttpResponse:
    """`/desk/administration/journal`: the entries that fit, the newest first."""
    actor = request.actor
    if not actor.reach(searching.RIGHT):
        raise forbidden(searching.RIGHT)
    filled = form().read(request.GET)
    search = _search(filled)
    found = searching.found(actor, search, after=_place(request.GET.get("after", "")), limit=PAGE)
    following = f"{found.further[0].isoformat()}~{found.further[1]}" if found.further else ""
    query = {one.name: filled[one.name] for one in filled.fields if filled[one.name]}
    whole = "after" not in request.GET and not following
    counted = words("audit.count", n=len(found.entries))
    columns = tuple(Column(words(f"audit.column.{one}")) for one in HEADS)
    page = AuditPage(
        filled,
        Table(words("audit.title"), columns, tuple(_rows(actor, found.entries))),
        Paging(following, "after" not in request.GET, query, counted if whole else ""),
        bool(query),
        found.further[0] if found.further and len(found.entries) < PAGE else None,
        tuple(Link(f"{HOME}/export/{kind}?{urlencode(query)}", same(kind.upper())) for kind in FILES),
        remembered.proofs().get("journal"),
    )
    return show(request, "workbench/administration/journal.html", page, 200 if filled.sound else 422)


@staff
def export(request: Asked, kind: str) -> HttpResponse:
    """`/desk/administration/journal/export/KIND`: the same as CSV or XLSX; that it left is entered in the journal."""
    if kind not in FILES:
        raise missing(Words("这种文件", "kind of file"), where="kind")
    filled = form().read(request.GET)
    told = "; ".join(f"{one.name}={filled[one.name]}" for one in filled.fields if filled[one.name])
    entries = list(searching.taken_out(request.actor, _search(filled), told=told, at=request.at))
    lines = _lines(request.actor, entries)
    content = _csv(lines) if kind == "csv" else _xlsx(lines)
    response = HttpResponse(content, content_type=FILES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="journal-{request.on.isoformat()}.{kind}"'
    return response


@cache
def form() -> Form:
    """The filters. What may be chosen is what has a word."""
    actions = tuple(Choice(one, deed(one)) for one in known(DEEDS))
    kinds = tuple(Choice(one, words(f"{KINDS}{one}")) for one in known(KINDS))
    only = tuple(Choice(one, words(f"audit.only.{one}")) for one in ("looks", "refusals"))
    return Form(
        (
            Field("who", words("audit.who"), required=False, most=60),
            Field("action", words("audit.action"), "select", required=False, choices=actions),
            Field("kind", words("audit.kind_of"), "select", required=False, choices=kinds),
            Field("about", words("audit.about"), required=False, most=80),
            Field("first", words("audit.first"), "date", required=False),
            Field("last", words("audit.last"), "date", required=False),
            Field("only", words("audit.only_of"), "select", required=False, choices=only),
        )
    )


def known(beginning: str) -> tuple[str, ...]:
    """The actions or kinds that have a word, in the order of the catalogue."""
    return tuple(one.removeprefix(beginning) for one in catalogue("zh") if one.startswith(beginning))


@cache
def deed(action: str) -> Words:
    """An action in words; the action itself where it has none, as one of a later version may."""
    return words(f"{DEEDS}{action}") if f"{DEEDS}{action}" in catalogue("zh") else same(action)


@lru_cache(maxsize=4_000)
def spoken(text: str) -> Words | None:
    """What an entry says, with its codes in words and its sums shortened; None where it says nothing."""
    if not text:
        return None
    told = [_spoken(one) for one in text.split(" ")]
    return Words(" ".join(one.zh for one in told), " ".join(one.en for one in told))


def _spoken(one: str) -> Words:
    if f"{CODES}{one}" in catalogue("zh"):
        return words(f"{CODES}{one}")
    return same(f"{one[:8]}…") if SUM.fullmatch(one) else same(one)


def _search(filled: Filled) -> Search:
    return Search(
        filled["who"], filled["action"], filled["kind"], filled["about"], filled.day("first"), filled.day("last"),
        filled["only"],
    )  # fmt: skip


def _place(text: str) -> searching.Place | None:
    at, _, last = text.partition("~")
    try:
        return datetime.fromisoformat(at), int(last[:18])
    except ValueError:
        return None


def _rows(actor: Actor, entries: Sequence[EntryFacts]) -> Iterator[tuple[object, ...]]:
    names = searching.names_of(actor, entries)
    sees_cases, sees_people = bool(actor.reach("case.read")), bool(actor.reach("people.read"))
    for one in entries:
        name = names.get((one.kind, one.object_id))
        about = _object(one, name)
        href = _href(one, name, sees_cases, sees_people)
        yield (one.at, spoken(one.actor_name or one.actor), deed(one.action), Link(href, about) if href else about,
               spoken(one.reason), one.address or None)  # fmt: skip


def _object(one: EntryFacts, name: Named | None) -> Words:
    kind = words(f"{KINDS}{one.kind}") if f"{KINDS}{one.kind}" in catalogue("zh") else same(one.kind)
    said = name.name if name else one.object_id
    return Words(f"{kind.zh} {said}".strip(), f"{kind.en} {said}".strip())


def _href(one: EntryFacts, name: Named | None, sees_cases: bool, sees_people: bool) -> str:
    """Where the object is shown; empty where it has no page, or the reader may not see it."""
    if name and name.case_id and sees_cases:
        return f"/desk/cases/{name.case_id}"
    if one.kind in ("overlay", "year_notice"):
        return "/desk/calendar"
    if sees_people and one.object_id.isdecimal():
        if one.kind == "person":
            return f"/desk/administration/people/{one.object_id}"
        if one.kind == "body":
            return f"/desk/administration/bodies/{one.object_id}"
    return ""


def _lines(actor: Actor, entries: Sequence[EntryFacts]) -> Iterator[list[str]]:
    names = searching.names_of(actor, entries)
    yield [words(f"audit.column.{one}").zh for one in HEADS]
    for one in entries:
        about = _object(one, names.get((one.kind, one.object_id))).zh
        cells = (moment("zh", one.at), one.actor_name or one.actor, deed(one.action).zh, about, one.reason, one.address)
        yield [f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells]


def _csv(lines: Iterator[list[str]]) -> bytes:
    out = StringIO()
    csv.writer(out).writerows(lines)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _xlsx(lines: Iterator[list[str]]) -> bytes:
    out = BytesIO()
    with Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(words("audit.title").zh)
        sheet.freeze_panes(1, 0)
        for number, cells in enumerate(lines):
            sheet.write_row(number, 0, cells)
    return out.getvalue()
