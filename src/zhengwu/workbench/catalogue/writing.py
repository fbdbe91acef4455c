"""A line written: added, changed, ended, taken up again, moved, and given what is out already."""

from collections.abc import Mapping
from dataclasses import replace

from django.http import HttpResponse

from zhengwu.records.publications import entries, lines
from zhengwu.records.publications.entries import Wanted
from zhengwu.records.publications.lines import Line, Whole
from zhengwu.records.troubles import Trouble, Words
from zhengwu.statute.disclosure import categories, channels, kinds, pilot_fields
from zhengwu.statute.disclosure.cadence import cadences
from zhengwu.statute.disclosure.standards import AUDIENCES, LEVELS, MANNERS
from zhengwu.ui.catalogue import Said, same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.links import Link
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward
from zhengwu.ui.parts.tables import Fact
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.administration.deeds import NOTHING, Deed, Done, carry_out, shown
from zhengwu.workbench.catalogue.place import Place, managed

PLAIN = ("title", "category", "cadence", "field", "kind", "group", "content", "basis", "audience", "manner", "level")


def form_of(body_id: int) -> Form:
    """The form of a line of that body's list."""

    def named(key: str) -> Words:
        return words(f"catalogue.field.{key}")

    def hint(key: str) -> Words:
        return words(f"catalogue.hint.{key}")

    units = tuple(Choice(pk, same(name)) for pk, name in lines.units_of(body_id).items())
    return Form(
        (
            Field("title", named("title"), hint=hint("title")),
            Field("content", named("content"), "textarea", hint("content"), required=False, most=2000, rows=3),
            Field("cadence", named("cadence"), "select", choices=_of(cadences())),
            Field("within", named("within"), "number", hint("within"), required=False, most=3, width=4),
            Field("unit_id", named("unit_id"), "select", hint("unit_id"), required=False, choices=units),
            Field("category", named("category"), "select", choices=_of(categories())),
            Field("kind", named("kind"), "select", hint("kind"), required=False, choices=_of(kinds())),
            Field("field", named("field"), "select", hint("field"), required=False, choices=_of(pilot_fields())),
            Field("group", named("group"), hint=hint("group"), required=False, most=100),
            Field("basis", named("basis"), required=False, most=500),
            Field("channels", named("channels"), "checks", required=False, choices=_of(channels())),
            Field("audience", named("audience"), "radios", choices=_pairs(AUDIENCES)),
            Field("manner", named("manner"), "radios", choices=_pairs(MANNERS)),
            Field("level", named("level"), "select", required=False, choices=_pairs(LEVELS)),
            Field("number", named("number"), hint=hint("number"), required=False, most=20, width=8),
        )
    )


def _of(table: Mapping[str, Said]) -> tuple[Choice, ...]:
    return tuple(Choice(key, Words(one.zh, one.en)) for key, one in table.items())


def _pairs(table: dict[str, tuple[str, str]]) -> tuple[Choice, ...]:
    return tuple(Choice(key, Words(*names)) for key, names in table.items() if key)


def wanted_of(filled: Filled) -> Wanted:
    """The line that was typed; without days those of its cadence hold."""
    usual = cadences()[filled["cadence"]].within
    days = filled.number("within")
    unit = filled["unit_id"]
    return Wanted(
        **{name: filled[name] for name in PLAIN},
        number=filled["number"],
        unit_id=int(unit) if unit else None,
        within=usual if days is None else days,
        channels=filled.many("channels"),
    )


def typed(form: Form, line: Line) -> Filled:
    """The form as a line fills it."""
    values: dict[str, tuple[str, ...]] = {name: (str(getattr(line, name)),) for name in (*PLAIN, "number", "within")}
    values |= {"unit_id": (str(line.unit_id or ""),), "channels": line.channels}
    return replace(form.empty(), values={name: tuple(one for one in said if one) for name, said in values.items()})


@staff
@once
def add(request: Asked, body_id: int) -> HttpResponse:
    """`/desk/catalogue/BODY/new`: adds a line."""
    here = managed(request.actor, body_id)
    title = words("catalogue.add.title")
    deed = Deed(title, words("catalogue.add.about"), words("catalogue.add.submit"), here.crumbs, form_of(body_id))
    if request.method != "POST":
        begun = deed.form.empty(audience="society", manner="proactive", cadence="on_change", channels="portal")
        return shown(request, deed, begun)

    def act(filled: Filled) -> Done:
        made = entries.add(body_id, wanted_of(filled), by=request.actor, at=request.at)
        return Done(at_line(made), words("catalogue.add.done", name=filled["title"]))

    return carry_out(request, deed, act)


@staff
@once
def change(request: Asked, entry_id: int) -> HttpResponse:
    """`/desk/catalogue/lines/ID/change`: changes a line from today on."""
    found, here = _mine(request, entry_id)
    form = form_of(found.body_id)
    seen = Field("seen", words("catalogue.field.seen"), "hidden", required=False)
    deed = Deed(
        words("catalogue.change.title"), words("catalogue.change.about"), words("catalogue.change.submit"),
        _crumbs(here, found), Form((*form.fields, seen)),
    )  # fmt: skip
    if request.method != "POST":
        filled = typed(deed.form, found.line)
        return shown(request, deed, replace(filled, values={**filled.values, "seen": (found.line.at.isoformat(),)}))

    def act(filled: Filled) -> Done:
        wanted = replace(wanted_of(filled), standard=found.line.standard)
        _unless_changed(filled, found)
        entries.change(entry_id, wanted, by=request.actor, at=request.at, seen=found.line.at)
        return Done(at_line(entry_id), words("catalogue.change.done", name=wanted.title))

    return carry_out(request, deed, act)


def _unless_changed(filled: Filled, found: Whole) -> None:
    """Raises Trouble (conflict) where the line was written since the form was opened."""
    if filled["seen"] and filled["seen"] != found.line.at.isoformat():
        said = words("catalogue.change.meanwhile", who=found.line.by)
        raise Trouble("conflict", "changed_meanwhile", said, words("catalogue.change.look"))


@staff
@once
def end(request: Asked, entry_id: int) -> HttpResponse:
    """`/desk/catalogue/lines/ID/end`: ends a line, or takes an ended one up again."""
    found, here = _mine(request, entry_id)
    key = "resume" if found.line.until else "end"
    deed = Deed(
        words(f"catalogue.{key}.title"), words(f"catalogue.{key}.about"), words(f"catalogue.{key}.title"),
        _crumbs(here, found), NOTHING, (Fact(words("catalogue.field.title"), found.line.title),), grave=key == "end",
    )  # fmt: skip

    def act(_filled: Filled) -> Done:
        does = entries.resume if found.line.until else entries.end
        does(entry_id, by=request.actor, at=request.at)
        return Done(at_line(entry_id), words(f"catalogue.{key}.done", name=found.line.title))

    return carry_out(request, deed, act)


@staff
@once
def move(request: Asked, entry_id: int) -> HttpResponse:
    """`/desk/catalogue/lines/ID/move`: a POST moves a line up or down in its list."""
    found, _ = _mine(request, entry_id)
    places = {"up": -1, "down": 1, "first": -entries.MOST, "last": entries.MOST}
    to = str(request.POST.get("to", ""))
    if request.method == "POST" and to in places:
        try:
            entries.move(entry_id, places[to], by=request.actor, at=request.at)
        except Trouble as trouble:
            return onward(request, at_line(entry_id), Notice("warning", trouble.message))
        said = words(f"catalogue.move.{to}", name=found.line.title)
        return onward(request, at_line(entry_id), Notice("done", said))
    return onward(request, at_line(entry_id))


@staff
@once
def file_under(request: Asked, entry_id: int) -> HttpResponse:
    """`/desk/catalogue/lines/ID/file`: puts under the line what is public already, by its index number."""
    found, here = _mine(request, entry_id)
    form = Form((Field("index_number", words("catalogue.file.number"), hint=words("catalogue.file.hint"), most=40),))
    deed = Deed(
        words("catalogue.file.title"), words("catalogue.file.about", name=found.line.title),
        words("catalogue.file.submit"), _crumbs(here, found), form,
    )  # fmt: skip

    def act(filled: Filled) -> Done:
        title = entries.file_under(entry_id, filled["index_number"], by=request.actor, at=request.at)
        return Done(at_line(entry_id), words("catalogue.file.done", name=title))

    return carry_out(request, deed, act)


def at_line(entry_id: int) -> str:
    """Where the page of a line is."""
    return f"/desk/catalogue/lines/{entry_id}"


def _mine(request: Asked, entry_id: int) -> tuple[Whole, Place]:
    found = lines.whole(request.actor, entry_id, request.on)
    return found, managed(request.actor, found.body_id)


def _crumbs(here: Place, found: Whole) -> tuple[Link, ...]:
    return (*here.crumbs, Link(at_line(found.line.id), found.line.title))
