"""Writes a letter as an official document: DOCX and PDF for paper, HTML for the screen, text for messages.

`render` gives bytes and touches no file. The same letter gives the same bytes. Nothing here adds or changes a word.
"""

from pathlib import Path

from zhengwu.statute.letters.model import Letter
from zhengwu.statute.paper.errors import RenderError

KINDS: dict[str, str] = {"docx": ".docx", "pdf": ".pdf", "html": ".html", "text": ".txt"}

__all__ = ["KINDS", "RenderError", "render"]


def render(letter: Letter, kind: str, *, red_head: bool = False, fonts: tuple[Path, ...] = ()) -> bytes:
    """The letter as a file of this kind (a key of `KINDS`, which names the file suffixes).

    `red_head` prints the body's name in red above a red rule (红头), as formal papers have it; text has none. `fonts`
    names font files or folders for pdf. RenderError: an unknown kind, or no Chinese font.
    """
    # Each library is loaded only where its kind is asked for.
    match kind:
        case "docx":
            from zhengwu.statute.letters.renderers.docx import to_docx

            return to_docx(letter, red_head)
        case "pdf":
            from zhengwu.statute.letters.renderers.pdf import to_pdf

            return to_pdf(letter, red_head, fonts)
        case "html":
            from zhengwu.statute.letters.renderers.html import to_html

            return to_html(letter, red_head).encode()
        case "text":
            from zhengwu.statute.letters.renderers.text import to_text

            return to_text(letter).encode()
    known = ", ".join(KINDS)
    raise RenderError(
        "unknown_kind", f"不能写成“{kind}”；可以写成：{known}。", f"Cannot write {kind!r}; known: {known}."
    )
