"""Every action that the records enter in the journal, read from their source."""

import ast
import re

from tests.house import tree
from zhengwu.ui.catalogue import catalogue

ACTION = re.compile(r"[a-z_]+\.[a-z_]+")
WRITERS = {"Deed", "_note", "_noted", "note", "noted", "_noted_by", "entered"}
STATUS = ("published", "retired")  # of `template.{status}`


def written():
    """The actions, by which `zhengwu.records` and the commands enter something."""
    found = {f"template.{one}" for one in STATUS}
    for folder in ("records", "cli", "workbench", "portal", "api"):
        for path in (tree.SRC / "zhengwu" / folder).rglob("*.py"):
            found |= set(_of(ast.parse(path.read_text("utf-8"))))
    return found


def _of(module):
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and _name(node.func) in WRITERS and node.args:
            yield from _said(node.args[0])
        if isinstance(node, ast.Assign) and any(_name(one) in ("action", "deed") for one in node.targets):
            yield from _said(node.value)


def _name(node):
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _said(node):
    for one in ast.walk(node):
        if (
            isinstance(one, ast.Constant)
            and isinstance(one.value, str)
            and ACTION.fullmatch(one.value)
            and not _is_word(one.value)
        ):
            yield one.value


def _is_word(name):
    """A sentence of the catalogue that is put together where somebody writes a deed too."""
    return name in catalogue("zh") or f"{name}.other" in catalogue("zh")
