"""The columns of the portal: as a tree, added, renamed, put elsewhere, closed and opened again."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.publications import columns
from zhengwu.records.publications.columns import RIGHT, Branch
from zhengwu.records.troubles import Words, forbidden
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.links import Link
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Fact
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.administration.deeds import NOTHING, Deed, Done, carry_out
from zhengwu.workbench.catalogue.place import HOME

COLUMNS = Link("/desk/catalogue/columns", words("catalogue.columns.title"))
CRUMBS = (HOME, COLUMNS)


@dataclass(frozen=True, slots=True)
class ColumnsPage:
    """The tree, closed columns too; whether one may change it."""

    branches: tuple[Branch, ...]
    manages: bool


@staff
def listing(request: Asked) -> HttpResponse:
    """`/desk/catalogue/columns`: the tree with how much is in each."""
    page = ColumnsPage(tuple(columns.tree()), columns.looks_after(request.actor))
    return show(request, "workbench/catalogue/columns.html", page)


@staff
@once
def add(request: Asked) -> HttpResponse:
    """`/desk/catalogue/columns/new`: adds a column of the office's own."""
    _allow(request)
    title = words("catalogue.columns.add")
    deed = Deed(title, words("catalogue.columns.add_about"), title, CRUMBS, _form(""))
    asked = request.GET.get("parent", "")
    if request.method != "POST" and columns.is_open(asked):
        deed = Deed(title, deed.about, title, CRUMBS, deed.form, initial={"parent": asked})

    def act(filled: Filled) -> Done:
        columns.add(filled["name"], filled["parent"], by=request.actor, at=request.at)
        return Done(COLUMNS.href, words("catalogue.columns.added", name=filled["name"]))

    return carry_out(request, deed, act)


@staff
@once
def change(request: Asked, key: str) -> HttpResponse:
    """`/desk/catalogue/columns/KEY`: renames a column or puts it under another one."""
    _allow(request)
    one = columns.one(key)
    title = words("catalogue.columns.change")
    initial = {"name": one.column.name, "parent": one.column.parent}
    about = words("catalogue.columns.change_about")
    deed = Deed(title, about, words("catalogue.columns.save"), CRUMBS, _form(key), _touched(one), initial=initial)

    def act(filled: Filled) -> Done:
        columns.change(key, filled["name"], filled["parent"], by=request.actor, at=request.at)
        return Done(COLUMNS.href, words("catalogue.columns.changed", name=filled["name"]))

    return carry_out(request, deed, act)


@staff
@once
def close(request: Asked, key: str) -> HttpResponse:
    """`/desk/catalogue/columns/KEY/close`: closes a column, or opens a closed one again."""
    _allow(request)
    one = columns.one(key)
    word = "reopen" if one.closed else "close"
    title = words(f"catalogue.columns.{word}")
    about = words(f"catalogue.columns.{word}_about")
    deed = Deed(title, about, title, CRUMBS, NOTHING, _touched(one), grave=not one.closed)

    def act(_filled: Filled) -> Done:
        does = columns.reopen if one.closed else columns.close
        does(key, by=request.actor, at=request.at)
        return Done(COLUMNS.href, words(f"catalogue.columns.{word}_done", name=one.column.name))

    return carry_out(request, deed, act)


def _touched(one: Branch) -> tuple[Fact, ...]:
    return (
        Fact(words("catalogue.columns.name"), Words(one.column.name, one.column.name_en)),
        Fact(words("catalogue.columns.count"), one.count),
    )


def _form(key: str) -> Form:
    branches = [one for one in columns.tree() if not one.closed and one.column.key != key]
    above = tuple(Choice(one.column.key, same("　" * one.depth + one.column.name)) for one in branches)
    hint = words("catalogue.columns.parent_hint")
    return Form(
        (
            Field("name", words("catalogue.columns.name"), most=columns.NAME, width=20),
            Field("parent", words("catalogue.columns.parent"), "select", hint, required=False, choices=above),
        )
    )


def _allow(request: Asked) -> None:
    if not columns.looks_after(request.actor):
        raise forbidden(RIGHT)
