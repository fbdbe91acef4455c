"""Which combinations a careful reader may leave unread, and says so. All others must be read, figure for figure."""

from tests.statute.report.mutation.layouts import LAYOUTS, Layout

FLAT = tuple(name for name, layout in LAYOUTS.items() if not layout.blanks)  # blank cells leave no trace
RUNNING = ("text_spaces", "text_layout", "text_form_feeds")  # figures of a row are told apart by spaces only
TEXT = (*(name for name in LAYOUTS if name.startswith("text_")), "html_divs")
GRIDDED = ("html_spans_filled", "html_head_empty", "docx_unmerged", "xlsx_unmerged", "xlsx_wide")  # a full grid
FULL_TEXT = ("text_markdown", "text_boxed", "text_tabs")  # text in which every cell of the grid has its place
UNALIGNED = tuple(n for n, layout in LAYOUTS.items() if not layout.spans and n not in GRIDDED)
RAGGED = tuple(name for name in UNALIGNED if name not in FULL_TEXT)  # heads do not stand over their columns

MAY_BE_UNREAD: dict[str, tuple[str, ...]] = {
    # Heads in another order over columns that cannot be told from their place.
    "columns_moved": UNALIGNED,
    "total_first": UNALIGNED,
    "remedies_leaves_moved": UNALIGNED,
    "remedies_by_rows": FLAT,
    "remedies_apart": (*UNALIGNED, "xlsx", "xlsx_sheets"),
    # One more text or figure in each row, in a text that keeps no columns.
    "remarks_column_words": UNALIGNED,
    "remarks_column_figures": UNALIGNED,
    "serial_column": FLAT,
    "page_numbers_inside": FLAT,
    "spacer_columns": RAGGED,
    "trailing_column_empty": RAGGED,
    "remarks_column_empty": RAGGED,
    # Blank cells at the edge of rows whose width is not certain.
    "first_column_blank": RAGGED,
    "total_column_blank": RAGGED,
    "classes_blank": RAGGED,
    "scattered_blank": RAGGED,
    "zeros_blank": RAGGED,
    "zeros_space": RAGGED,
    "zeros_mixed": RAGGED,
    # A second copy of the form whose labels run into those of the report.
    "blank_form_before": (*TEXT, "html_one_table"),
    "blank_form_of_other_year_before": (*UNALIGNED, "html_one_table", "xlsx", "xlsx_sheets"),
    "blank_form_of_other_year_after": (*TEXT, "html_one_table"),
    # Words and figures that a line break or a space tears apart.
    "labels_letter_spaced": RUNNING,
    "labels_broken_lines": ("html_divs",),
    "labels_pinyin": RAGGED,
    "notes": ("html_divs",),
    "unit_in_cell": RUNNING,
    "stray_spaces": RUNNING,
    "change_in_words": RUNNING,
    "requests_cut": RAGGED,
    "requests_cut_numbered": RAGGED,
    "narrative_before_tables": TEXT,
    "heads_cut_alike": TEXT,
    "full_point": tuple(LAYOUTS),
    "zeros_lone_mark": tuple(LAYOUTS),
    "zeros_star": tuple(LAYOUTS),
    # A word among the figures of a text without columns.
    **dict.fromkeys(("letters", "words_in_cell", "question_mark", "about", "range", "percent"), FLAT),
    **dict.fromkeys(("two_numbers_comma", "two_numbers_slash", "two_numbers_space", "two_numbers_lines"), FLAT),
    "traditional_taiwan_words": tuple(LAYOUTS),
}

WHOLE = tuple(LAYOUTS)
ALIGNED_TEXT = ("xlsx_wide", *FULL_TEXT)
# What a careful reader would read and ours refuses today. Take an entry out when it is read.
NOT_YET: dict[str, tuple[str, ...]] = {
    "blank_form_of_other_year_before": GRIDDED,
    "remarks_column_words": WHOLE,
    "remarks_column_figures": WHOLE,
    "remarks_column_empty": FULL_TEXT,
    "remedies_apart": GRIDDED,
    "remedies_leaves_moved": GRIDDED,
    **dict.fromkeys(("total_column_blank", "scattered_blank", "classes_blank"), ALIGNED_TEXT),
    **dict.fromkeys(("zeros_blank", "zeros_space", "zeros_mixed"), ALIGNED_TEXT),
}


def must_be_read(layout: Layout, damages: tuple[str, ...]) -> bool:
    """Whether every readable figure of this combination must be read."""
    excused = (*(MAY_BE_UNREAD.get(d, ()) for d in damages), *(NOT_YET.get(d, ()) for d in damages))
    return not layout.slow and not any(layout.name in names for names in excused)
