"""A licence as PDF, set by typst from `licence.typ`: the same bytes for the same licence."""

from dataclasses import asdict
from functools import cache
from importlib import resources
from pathlib import Path

from zhengwu.statute.licences.paper import Paper
from zhengwu.statute.paper.typeset import fonts_for, typeset


def to_pdf(paper: Paper, fonts: tuple[Path, ...] = ()) -> bytes:
    """The document; RenderError where no Chinese font is found. `fonts` names font files or folders to prefer."""
    found = fonts_for(fonts)
    document = {**asdict(paper), "fonts": {"body": found.body, "title": found.title}}
    return typeset(_template(), "licence", document, fonts)


@cache
def _template() -> bytes:
    return resources.files(__package__).joinpath("licence.typ").read_bytes()
