"""Templates of letters: as shipped, as the office words them, version by version, and what an office always says."""

from dataclasses import dataclass
from typing import Annotated

from django.http import HttpResponse
from ninja import Query, Router
from pydantic import Field, StringConstraints

from zhengwu.api.answers import answer, told
from zhengwu.api.once import once
from zhengwu.api.said import Key
from zhengwu.api.shapes import LARGEST, Id, Optional, PathId, Said, Whole
from zhengwu.records.letters import gathering, offices, wordings, words
from zhengwu.records.letters.gathering import Choosing
from zhengwu.records.letters.offices import TemplateFacts
from zhengwu.records.letters.wordings import WordingFacts
from zhengwu.records.letters.words import WordFacts
from zhengwu.statute.letters.merge import MOST_TEMPLATE
from zhengwu.statute.letters.model import Field as Placeholder
from zhengwu.statute.letters.renderers import render
from zhengwu.statute.letters.vocabulary import vocabulary
from zhengwu.visits import Asked

router = Router()
Text = Annotated[str, StringConstraints(strict=True, max_length=MOST_TEMPLATE)]
BodyId = Annotated[int, Query(ge=1, le=LARGEST)]
Name = Annotated[str, Query(max_length=40)]


class Draft(Said):
    """A wording of a letter: one paragraph a line, `@` before the addressee, `|` before a row, `{placeholders}`."""

    body_id: Id
    procedure: Key
    key: Key
    text: Text
    note: Optional = ""


class Trial(Said):
    """A wording to be looked at: with example values, or with those of a case, for the event that calls for it."""

    procedure: Key
    key: Key
    text: Text
    case_id: Id | None = None
    event: Whole = 0
    party: Optional = ""


class Sayings(Said):
    """What letters always say, by placeholder; an empty text takes a word back."""

    values: Annotated[
        dict[Key, Annotated[str, StringConstraints(strict=True, max_length=500)]], Field(min_length=1, max_length=10)
    ]


@dataclass(frozen=True, slots=True)
class ApprovalShown:
    """Whether a draft may be put into use by the asker; `alone`: its own, since nobody else at the body could."""

    lawful: bool
    alone: bool
    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class LetterShown:
    """A letter as text and as HTML."""

    title: str
    text: str
    html: str


@router.get("/templates", response=told(list[TemplateFacts]))
def listed(request: Asked, body_id: BodyId, procedure: Name = "") -> HttpResponse:
    """The letters that a body can issue today, each in the wording in use beside the shipped one."""
    return answer(offices.templates_of(request.actor, body_id, procedure, request.on))


@router.get("/templates/vocabulary", response=told(list[Placeholder]))
def placeholders(request: Asked) -> HttpResponse:
    """The placeholders that a wording may hold: what each stands for, how it is written, an example."""
    return answer(list(vocabulary().values()))


@router.get("/templates/history", response=told(list[WordingFacts]))
def history(request: Asked, body_id: BodyId, procedure: Name, key: Name) -> HttpResponse:
    """Every version of an office's wording, the newest first."""
    return answer(wordings.history(request.actor, body_id, procedure, key))


@router.post("/templates", response=told(WordingFacts, 201))
@once
def draft(request: Asked, said: Draft) -> HttpResponse:
    """A new version, not in use yet. Remedy, reasons and legal basis may not be left out."""
    made = wordings.draft(
        said.body_id, said.procedure, said.key, said.text, said.note, request.on, by=request.actor, at=request.at
    )
    return answer(made, 201)


@router.post("/templates/preview", response=told(LetterShown))
def preview(request: Asked, said: Trial) -> HttpResponse:
    """How a letter would look in this wording; nothing is kept."""
    if said.case_id is None:
        made = wordings.preview(said.procedure, said.key, said.text, request.on)
        return answer(LetterShown(made.title, render(made, "text").decode(), render(made, "html").decode()))
    choosing = Choosing(said.key, said.event, said.party, text=said.text)
    found = gathering.preview(said.case_id, choosing, by=request.actor, on=request.on)
    return answer(LetterShown(found.title, found.text, found.html))


@router.post("/templates/{template_id}/publish", response=told(WordingFacts))
@once
def publish(request: Asked, template_id: PathId) -> HttpResponse:
    """Puts a draft into use; the version in use before is retired. Who wrote it does not, where others could."""
    return answer(wordings.publish(template_id, by=request.actor, at=request.at))


@router.get("/templates/{template_id}/approval", response=told(ApprovalShown))
def approval(request: Asked, template_id: PathId) -> HttpResponse:
    """Whether the asker may put a draft into use, and if not, why not: not who wrote it, where others could."""
    found = wordings.approval(request.actor, template_id, request.on)
    said = found.refused
    zh, en, code = (said.message.zh, said.message.en, said.code) if said else ("", "", "")
    return answer(ApprovalShown(said is None, found.alone, code, zh, en))


@router.post("/templates/{template_id}/retire", response=told(WordingFacts))
@once
def retire(request: Asked, template_id: PathId) -> HttpResponse:
    """Takes a version out of use; letters are then worded as shipped."""
    return answer(wordings.retire(template_id, by=request.actor, at=request.at))


@router.get("/bodies/{body_id}/words", response=told(list[WordFacts]))
def said_always(request: Asked, body_id: PathId) -> HttpResponse:
    """What the body's letters always say: court, review body, how to pay, contact; and which body says so."""
    return answer(words.words(offices.seen(request.actor, body_id)))


@router.put("/bodies/{body_id}/words", response=told(list[WordFacts]))
def say(request: Asked, body_id: PathId, said: Sayings) -> HttpResponse:
    """Says these from now on, for the body and those below it that say nothing else."""
    return answer(words.say(body_id, said.values, by=request.actor, at=request.at))
