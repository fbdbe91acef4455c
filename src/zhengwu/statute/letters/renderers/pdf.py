"""A letter as PDF, set by typst from `letter.typ`: A4, official layout, tagged, the same bytes for the same letter."""

from functools import cache
from importlib import resources
from pathlib import Path

from zhengwu.statute.letters.model import BlockKind, Letter
from zhengwu.statute.letters.renderers.layout import pieces
from zhengwu.statute.paper.fonts import TITLE_SONG
from zhengwu.statute.paper.typeset import fonts_for, typeset


def to_pdf(letter: Letter, red_head: bool = False, fonts: tuple[Path, ...] = ()) -> bytes:
    """The document; RenderError where no Chinese font is found. `fonts` names font files or folders to prefer."""
    found = fonts_for(fonts)
    document = {
        "fonts": {"body": found.body, "title": found.title},
        "bold_title": found.title[0] not in TITLE_SONG,
        "red_head": red_head,
        "title": letter.title,
        "number": letter.number,
        "pieces": [
            {
                "table": table,
                "flush": blocks[0].kind is BlockKind.ADDRESSEE,
                "rows": [{"label": block.label, "text": block.text.split("\n")} for block in blocks],
            }
            for table, blocks in pieces(letter)
        ],
        "signature": letter.signature,
        "date": letter.date,
    }
    return typeset(_template(), "letter", document, fonts)


@cache
def _template() -> bytes:
    return resources.files(__package__).joinpath("letter.typ").read_bytes()
