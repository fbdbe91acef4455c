"""Verification by the QR code of a document, by its number, by the file itself; for people and for machines."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

import orjson
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.http.multipartparser import MultiPartParserError

from zhengwu.records.drafts import turns
from zhengwu.records.licences import copies, files
from zhengwu.records.licences.copies import CopyFacts
from zhengwu.records.licences.documents import span
from zhengwu.records.licences.files import FileVerified
from zhengwu.records.licences.verifying import Verified, verify
from zhengwu.records.troubles import Trouble, Words
from zhengwu.statute.licences import identifier
from zhengwu.ui.catalogue import same, say, text, words
from zhengwu.ui.doors import public
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.tables import Fact
from zhengwu.ui.writing import day
from zhengwu.visits import Asked

MB = 1_000_000
GOOD = ("valid", "genuine")
UNSURE = ("malformed", "foreign", "suspended", "expired", "superseded", "transferred", "strange", "unsealed")


@dataclass(frozen=True, slots=True)
class DoorPage:
    """How one can verify: the forms, and what was found of a file once one was sent."""

    number: Filled
    file: Filled
    told: "FilePage | None" = None


@dataclass(frozen=True, slots=True)
class VerdictPage:
    """What was found. `tone` is good, unsure or bad; `facts` may be told of the licence, `copy` of the copy."""

    found: Verified
    tone: str
    title: Words
    meaning: Words
    facts: tuple[Fact, ...]
    copy: tuple[Fact, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class FilePage:
    """What was found of a file, with its seal, and the verdict on its licence where it is ours."""

    verdict: str
    tone: str
    seal: tuple[Fact, ...]
    failed: Words | None
    licence: VerdictPage | None


def _number_form() -> Form:
    name, hint = words("licences.identifier"), words("licences.identifier_hint")
    code, kept = words("licences.code"), words("licences.code_hint")
    return Form(
        (
            Field("identifier", name, hint=hint, most=identifier.LONGEST),
            Field("code", code, hint=kept, required=False, most=40, width=14, complete="off"),
        )
    )


def _file_form() -> Form:
    hint = words("licences.file_hint", most=files.MOST_BYTES // MB)
    return Form((Field("document", words("licences.file"), "files", hint),))


@public
def door(request: Asked) -> HttpResponse:
    """`/verify`: asks for a number and the code beside it, or for the file."""
    number = _number_form()
    if request.method != "POST":
        return show(request, "portal/licences/door.html", DoorPage(number.empty(), _file_form().empty()))
    if "identifier" not in request.POST:
        return _file(request)
    filled = number.read(request.POST)
    if filled.sound and (wrong := identifier.problem(filled["identifier"])) is not None:
        filled = filled.wrong("identifier", Words(wrong.zh, wrong.en))
    if not filled.sound:
        return show(request, "portal/licences/door.html", DoorPage(filled, _file_form().empty()), 422)
    code = f"?m={quote(filled['code'])}" if filled["code"] else ""
    return onward(request, f"/verify/{quote(filled['identifier'])}{code}")


def _file(request: Asked) -> HttpResponse:
    """A file is sent to the same address and told; nothing of it is kept."""
    content, filled = _sent(request, _file_form().empty())
    if content is not None:
        try:
            turns.take("verify", request.address, at=request.at)
            told = _file_page(files.check(content, request.on), request)
            return show(request, "portal/licences/door.html", DoorPage(_number_form().empty(), filled, told))
        except Trouble as trouble:
            filled = filled.refused(trouble)
    return show(request, "portal/licences/door.html", DoorPage(_number_form().empty(), filled), 422)


def _sent(request: Asked, filled: Filled) -> tuple[bytes | None, Filled]:
    try:
        sent = request.FILES.getlist("document")
    except (MultiPartParserError, SuspiciousOperation):
        sent = []
    if len(sent) != 1:
        return None, filled.wrong("document", words("licences.one_file"))
    if (sent[0].size or 0) > files.MOST_BYTES:
        return None, filled.wrong("document", words("licences.large", most=files.MOST_BYTES // MB))
    with sent[0] as upload:
        return upload.read(), filled


def _file_page(told: FileVerified, request: Asked) -> FilePage:
    seal: tuple[Fact, ...] = ()
    failed = None
    if told.outcome is not None:
        seal = (
            Fact(words("licences.seal_name"), told.outcome.seal_name),
            Fact(words("licences.signer"), told.outcome.signer),
            Fact(words("licences.signed_at"), told.outcome.at),
        )
        step = told.outcome.failed
        failed = Words(step.zh, step.en) if step else None
    licence = verdict_page(told.found, None, request) if told.found else None
    return FilePage(told.verdict, tone(told.verdict), seal, failed, licence)


@public
def one(request: Asked, name: str) -> HttpResponse:
    """`/verify/IDENTIFIER?m=CODE`: what is to be said of it; `format=json` says it to machines; `c` names a copy."""
    sent = request.GET
    turns.take("verify", request.address, at=request.at)
    found = verify(name, str(sent.get("m", ""))[:60], request.on)
    copy = copies.by_token(str(sent.get("c", "")), found.licence.id) if found.licence else None
    if sent.get("format") == "json":
        return HttpResponse(orjson.dumps(_json(found, copy, request)), content_type="application/json", headers=FRESH)
    response = show(request, "portal/licences/verdict.html", verdict_page(found, copy, request))
    for header, value in FRESH.items():
        response.headers[header] = value
    return response


FRESH = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


def tone(verdict: str) -> str:
    """Good, unsure or bad."""
    return "good" if verdict in GOOD else "unsure" if verdict in UNSURE else "bad"


def verdict_page(found: Verified, copy: CopyFacts | None, request: Asked) -> VerdictPage:
    """What is shown of a verdict."""
    standing = copy.standing(request.on) if copy else ""
    colour = tone(found.verdict)
    title, meaning = words(f"licences.verdict.{found.verdict}"), _meaning(found)
    if standing not in ("", "valid"):
        colour, itself = "bad", title
        title = words(f"licences.copy_standing.{standing}")
        meaning = Words(*(text(lang, "licences.copy_itself", said=say(lang, itself)) for lang in ("zh", "en")))
    return VerdictPage(
        found,
        colour,
        title,
        meaning,
        _facts(found),
        _copy(copy),
        request.at,
    )


def _meaning(found: Verified) -> Words:
    if found.problem is not None:
        return Words(found.problem.zh, found.problem.en)
    since = Words(day("zh", found.since), day("en", found.since)) if found.since else Words("", "")
    name = f"licences.meaning.{found.verdict}"
    return Words(words(name, since=since.zh).zh, words(name, since=since.en).en)


def _facts(found: Verified) -> tuple[Fact, ...]:
    rows = [Fact(words("licences.identifier"), found.identifier)]
    if found.kind_name:
        rows += [Fact(words("licences.kind"), found.kind_name), Fact(words("licences.issuer"), found.body_name)]
    said = found.licence
    if said is not None:
        rows += [
            Fact(words("licences.number"), said.number),
            Fact(words("licences.holder"), found.holder),
            Fact(words("licences.issued_on"), said.issued_on),
            Fact(words("licences.span"), same(span(said))),
        ]
        if said.version > 1:
            rows.append(Fact(words("licences.version"), said.version))
    if found.newer is not None:
        rows.append(Fact(words("licences.newer"), Words(found.newer.zh, found.newer.en)))
    return tuple(rows)


def _copy(copy: CopyFacts | None) -> tuple[Fact, ...]:
    if copy is None:
        return ()
    return (
        Fact(words("licences.purpose"), copy.purpose),
        Fact(words("licences.receiver"), copy.receiver),
        Fact(words("licences.until"), copy.until),
    )


def _json(found: Verified, copy: CopyFacts | None, request: Asked) -> dict[str, object]:
    said = found.licence
    return {
        "verdict": found.verdict,
        "valid": found.holds,
        "identifier": found.identifier,
        "code_proved": found.proved,
        "checked_at": request.at,
        "status": {"code": found.state.code, "zh": found.state.zh, "en": found.state.en} if found.state else None,
        "since": found.since,
        "kind": found.kind_name,
        "issuer": found.body_name,
        "number": said.number if said else None,
        "holder": found.holder if said else None,
        "issued_on": said.issued_on if said else None,
        "valid_from": said.valid_from if said else None,
        "valid_to": said.valid_to if said else None,
        "newer_status": found.newer.code if found.newer else None,
        "problem": {"code": found.problem.code, "zh": found.problem.zh, "en": found.problem.en}
        if found.problem
        else None,
        "copy": {"purpose": copy.purpose, "receiver": copy.receiver, "until": copy.until,
                 "standing": copy.standing(request.on)} if copy else None,
    }  # fmt: skip
