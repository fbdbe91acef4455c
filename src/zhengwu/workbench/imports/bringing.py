"""Bringing a file, and saying what its columns mean."""

from dataclasses import dataclass

from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.http.multipartparser import MultiPartParserError

from zhengwu.records.people.actors import Actor
from zhengwu.records.publications.importing import desk
from zhengwu.records.publications.importing.desk import Preview
from zhengwu.records.publications.importing.model import Options
from zhengwu.records.publications.importing.runs import RIGHT
from zhengwu.records.troubles import Trouble, Words, forbidden, missing
from zhengwu.statute import disclosure
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.links import Link
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.administration.deeds import bodies_within

LIST = Link("/desk/imports", words("imports.title"))
MOST_COLUMNS = 100
CHANNELS, ACCEPT = words("imports.new.channels_hint"), words("imports.new.accept_hint")
COLUMNS = "workbench/imports/columns.html"
NATURAL = tuple(
    Choice(one, words(f"imports.natural.{one}"), words(f"imports.natural.{one}_hint"))
    for one in ("mask", "refuse", "keep")
)


@dataclass(frozen=True, slots=True)
class NewPage:
    """The form that brings a file, and the columns that are known: name and what it holds."""

    form: Filled
    known: tuple[tuple[Words, Words], ...]


@dataclass(frozen=True, slots=True)
class ColumnsPage:
    """The columns of a file, and the form that says what they mean."""

    run_id: int
    name: str
    preview: Preview
    form: Filled


def _form(actor: Actor) -> Form:
    bodies = bodies_within(actor, RIGHT)
    if not bodies:
        raise forbidden(RIGHT)
    kinds = tuple(Choice(key, Words(one.zh, one.en)) for key, one in disclosure.kinds().items() if one.result)
    kinds += tuple(Choice(key, Words(one.zh, one.en)) for key, one in disclosure.kinds().items() if not one.result)
    channels = tuple(Choice(key, Words(one.zh, one.en)) for key, one in disclosure.channels().items())
    return Form(
        (
            Field("file", words("imports.new.file"), "files", words("imports.new.file_hint")),
            Field("body", words("imports.new.body"), "select", choices=bodies),
            Field("kind", words("imports.new.kind"), "select", words("imports.new.kind_hint"), False, kinds),
            Field("channels", words("imports.new.channels"), "checks", CHANNELS, False, channels),
            Field("natural", words("imports.new.natural"), "radios", None, True, NATURAL),
            Field("accept", words("imports.new.accept"), "textarea", ACCEPT, False, rows=2, most=500),
        )
    )  # fmt: skip


@staff
@once
def bring(request: Asked) -> HttpResponse:
    """`/desk/imports/new`."""
    form = _form(request.actor)
    if request.method != "POST":
        first = form.fields[1].choices[0].value if len(form.fields[1].choices) == 1 else ""
        return _new(request, form.empty(body=first, natural="mask", channels="portal"))
    filled = form.read(request.POST)
    try:
        upload = request.FILES.get("file")
    except (MultiPartParserError, SuspiciousOperation):
        upload = None
    if upload is None:
        filled = filled.wrong("file", words("imports.new.none"))
    if not filled.sound or upload is None:
        return _new(request, filled, 422)
    try:
        run_id = desk.take_in(upload.chunks(), upload.name or "file", _options(filled), by=request.actor, at=request.at)
    except Trouble as trouble:
        return _new(request, filled.refused(trouble), STATUS[trouble.kind])
    return onward(request, f"/desk/imports/{run_id}", Notice("done", words("imports.new.done")))


def _options(filled: Filled) -> Options:
    return Options(
        body_id=int(filled["body"]),
        kind=filled["kind"],
        channels=filled.many("channels") or ("portal",),
        accept_personal=filled["accept"],
        natural="refuse" if filled["natural"] == "refuse" else "keep" if filled["natural"] == "keep" else "mask",
    )


def _new(request: Asked, filled: Filled, status: int = 200) -> HttpResponse:
    return show(request, "workbench/imports/new.html", NewPage(filled, desk.told_columns()), status)


@staff
@once
def columns(request: Asked, run_id: int) -> HttpResponse:
    """What the columns of a file mean, chosen one by one."""
    run = desk.seen(run_id, request.actor)
    if not run.may_import:
        raise forbidden(RIGHT)
    if run.state != "read":
        raise missing(Words("还可以改动的导入", "import that can still be changed"), where="run_id")
    preview = desk.previewed(run_id, by=request.actor, at=request.at)
    choices = tuple(Choice(key, name) for key, name in desk.names())
    shown = preview.labels[:MOST_COLUMNS]
    form = Form(tuple(
        Field(f"c{at}", same(label or "—"), "select", required=False, choices=choices) for at, label in enumerate(shown)
    ))  # fmt: skip
    if request.method != "POST":
        values = {f"c{at}": key for at, key in enumerate(preview.keys[:MOST_COLUMNS])}
        return show(
            request, "workbench/imports/columns.html", ColumnsPage(run_id, run.name, preview, form.empty(**values))
        )
    filled = form.read(request.POST)
    if filled.sound:
        try:
            desk.choose(run_id, _mapping(filled, shown), by=request.actor, at=request.at)
        except Trouble as trouble:
            filled = filled.refused(trouble)
        else:
            return onward(request, f"/desk/imports/{run_id}", Notice("done", words("imports.columns.done")))
    return show(request, COLUMNS, ColumnsPage(run_id, run.name, preview, filled), 422)


def _mapping(filled: Filled, labels: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """What was chosen, also that a column is none of those that are known."""
    return tuple((filled[f"c{at}"], label) for at, label in enumerate(labels) if label)
