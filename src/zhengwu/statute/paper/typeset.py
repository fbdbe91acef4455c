"""Sets a document as PDF by a typst template: the same bytes for the same words and fonts.

The words travel to the template as JSON and are only ever inserted as text there; nothing in them is read as code.
"""

import json
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from zhengwu.statute.paper.errors import RenderError
from zhengwu.statute.paper.fonts import FontSet, find_fonts

_COMPILING = Lock()  # a compiler serves one thread at a time and raises an error for a second one


def typeset(template: bytes, name: str, document: dict[str, Any], fonts: tuple[Path, ...] = ()) -> bytes:
    """The PDF of `document`, which the template reads as the input called `name`.

    `fonts` names font files or folders to prefer. RenderError where no Chinese font is found or typesetting fails.
    """
    compiler, _ = _compiler(fonts)
    inputs = {name: json.dumps(document, ensure_ascii=False)}
    try:
        with _COMPILING:
            made = compiler.compile(template, format="pdf", sys_inputs=inputs, timestamp=0)
    except typst.TypstError as error:
        raise RenderError("typst", f"排版失败：{error.message}", f"Typesetting failed: {error.message}") from error
    if not isinstance(made, bytes):
        raise RenderError("typst", "排版没有结果。", "Typesetting gave nothing.")
    return made


def fonts_for(fonts: tuple[Path, ...] = ()) -> FontSet:
    """The fonts with which `typeset` works when given the same `fonts`; RenderError where none is Chinese."""
    return _compiler(fonts)[1]


@cache
def _compiler(fonts: tuple[Path, ...]) -> tuple[typst.Compiler, FontSet]:
    """One compiler a set of fonts is kept: the first run scans the fonts, the others take milliseconds."""
    found = find_fonts(fonts)
    return typst.Compiler(font_paths=found.fonts, ignore_system_fonts=True), found
