"""Every layout by name, and what each one loses: the oracle asks nothing back that a layout did not print."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.statute.report.mutation import layouts_html, layouts_office, layouts_pdf, layouts_text
from tests.statute.report.mutation.page import Key, Page


@dataclass(frozen=True, slots=True)
class Layout:
    """A way to print a page. `blanks`: empty cells keep their place; `order`: cells follow one another row by row.

    `spans`: merged cells can be told from others; `ragged`: rows may end early.
    """

    name: str
    write: Callable[[Page], bytes]
    blanks: bool = True
    order: bool = True
    spans: bool = True
    ragged: bool = True
    slow: bool = False

    def shows(self, damage: str) -> bool:
        """Whether the damage can be seen in this layout: a row cannot end early where every row is filled up."""
        return self.ragged or damage not in ("values_too_few", "values_too_many")

    def lossy(self, page: Page) -> set[Key]:
        """The cells that a careful reader may be unable to place after this layout."""
        keys = {box.key for box in page.boxes() if box.key}
        if not self.order:
            return keys
        if self.blanks:
            return set()
        gaps = {box.key for box in page.boxes() if box.key and not box.text.strip("\u3000①* ")}
        rows = {key[:2] for key in gaps if key[0] != "remedies"}
        tables = {key[0] for key in gaps if key[0] == "remedies"}
        return {key for key in keys if key[:2] in rows or key[0] in tables}


_HTML = layouts_html
_TEXT = layouts_text
_OFFICE = layouts_office
_PDF = layouts_pdf

LAYOUTS: dict[str, Layout] = {
    layout.name: layout
    for layout in (
        Layout("html_proper", _HTML.proper),
        Layout("html_headed", _HTML.proper_list),
        Layout("html_pasted", _HTML.pasted),
        Layout("html_spaced", _HTML.spaced),
        Layout("html_spans_lost", _HTML.spans_lost, spans=False),
        Layout("html_spans_filled", _HTML.spans_filled, spans=False),
        Layout("html_head_empty", _HTML.head_empty, spans=False),
        Layout("html_framed", _HTML.framed),
        Layout("html_gb18030", _HTML.gb18030),
        Layout("html_furnished", _HTML.furnished),
        Layout("html_hidden", _HTML.hidden),
        Layout("html_unclosed", _HTML.unclosed),
        Layout("html_one_table", _HTML.captioned, ragged=False),
        Layout("html_divs", _HTML.divs, blanks=False, spans=False),
        Layout("docx", _OFFICE.docx),
        Layout("docx_nested", _OFFICE.docx_nested),
        Layout("docx_boxed", _OFFICE.docx_boxed),
        Layout("docx_unmerged", _OFFICE.docx_unmerged, spans=False),
        Layout("xlsx", _OFFICE.xlsx, ragged=False),
        Layout("xlsx_unmerged", _OFFICE.xlsx_unmerged, spans=False, ragged=False),
        Layout("xlsx_wide", _OFFICE.xlsx_wide, spans=False, ragged=False),
        Layout("xlsx_sheets", _OFFICE.xlsx_sheets, ragged=False),
        Layout("pdf", _PDF.pdf, ragged=False, slow=True),
        Layout("pdf_cut", _PDF.pdf_cut, order=False, spans=False, ragged=False, slow=True),
        Layout("pdf_repeated", _PDF.pdf_repeated, spans=False, ragged=False, slow=True),
        Layout("pdf_unruled", _PDF.pdf_unruled, order=False, spans=False, ragged=False, slow=True),
        Layout("text_pipe_trailing", _TEXT.pipe_trailing, spans=False),
        Layout("text_pipe_plain", _TEXT.pipe_plain, spans=False),
        Layout("text_pipe_padded", _TEXT.pipe_padded, spans=False),
        Layout("text_pipe_dropped", _TEXT.pipe_dropped, blanks=False, spans=False),
        Layout("text_markdown", _TEXT.markdown, spans=False),
        Layout("text_markdown_filled", _TEXT.markdown_filled, spans=False),
        Layout("text_tabs", _TEXT.tabs, spans=False),
        Layout("text_tabs_own", _TEXT.tabs_own, spans=False),
        Layout("text_lines", _TEXT.lines, blanks=False, spans=False),
        Layout("text_lines_gapped", _TEXT.lines_gapped, blanks=False, spans=False),
        Layout("text_lines_then_pipe", _TEXT.lines_then_pipe, blanks=False, spans=False),
        Layout("text_lines_with_pipe", _TEXT.lines_with_pipe, blanks=False, spans=False),
        Layout("text_spaces", _TEXT.spaces, blanks=False, spans=False),
        Layout("text_layout", _TEXT.layout, blanks=False, spans=False),
        Layout("text_form_feeds", _TEXT.form_feeds, blanks=False, spans=False),
        Layout("text_gb18030", _TEXT.pipe_gb18030, spans=False),
        Layout("text_utf16", _TEXT.tabs_utf16, spans=False),
        Layout("text_boxed", _TEXT.boxed, spans=False),
        Layout("text_wrapped", _TEXT.wrapped, order=False, spans=False),
        Layout("text_columns", _TEXT.columns, order=False, spans=False),
        Layout("text_labels_first", _TEXT.labels_first, order=False, spans=False),
        Layout("text_deduplicated", _TEXT.lines_deduplicated, order=False, spans=False),
    )
}
