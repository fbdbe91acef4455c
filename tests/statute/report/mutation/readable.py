"""Which combinations a careful reader may leave unread, and says so. All others must be read, figure for figure."""

from tests.statute.report.mutation.layouts import LAYOUTS, Layout

FLAT = tuple(name for name, layout in LAYOUTS.items() if not layout.blanks)  # blank cells leave no trace
RUNNING = ("text_spaces", "text_layout", "text_form_feeds")  # figures of a row are told apart by spaces only
TEXT = (*(name for name in LAYOUTS if name.startswith("text_")), "html_divs")
UNALIGNED = tuple(name for name, layout in LAYOUTS.items() if not layout.spans)  # heads do not stand over columns

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
    "spacer_columns": UNALIGNED,
    "trailing_column_empty": UNALIGNED,
    "remarks_column_empty": UNALIGNED,
    # Blank cells at the edge of rows whose width is not certain.
    "first_column_blank": UNALIGNED,
    "total_column_blank": UNALIGNED,
    "classes_blank": UNALIGNED,
    "scattered_blank": UNALIGNED,
    "zeros_blank": UNALIGNED,
    "zeros_space": UNALIGNED,
    "zeros_mixed": UNALIGNED,
    # A second copy of the form whose labels run into those of the report.
    "blank_form_before": (*TEXT, "html_one_table"),
    "blank_form_of_other_year_before": (*UNALIGNED, "html_one_table", "xlsx", "xlsx_sheets"),
    "blank_form_of_other_year_after": (*TEXT, "html_one_table"),
    # Words and figures that a line break or a space tears apart.
    "labels_letter_spaced": RUNNING,
    "labels_broken_lines": ("html_divs",),
    "labels_pinyin": UNALIGNED,
    "notes": ("html_divs",),
    "unit_in_cell": RUNNING,
    "stray_spaces": RUNNING,
    "change_in_words": RUNNING,
    "requests_cut": UNALIGNED,
    "requests_cut_numbered": UNALIGNED,
    "narrative_before_tables": TEXT,
    "heads_cut_alike": TEXT,
    # The same row twice: all of that table may be refused.
    "row_doubled": tuple(LAYOUTS),
    "full_point": tuple(LAYOUTS),
    "zeros_lone_mark": tuple(LAYOUTS),
    "zeros_star": tuple(LAYOUTS),
    # A word among the figures of a text without columns.
    **dict.fromkeys(("letters", "words_in_cell", "question_mark", "about", "range", "percent"), FLAT),
    **dict.fromkeys(("two_numbers_comma", "two_numbers_slash", "two_numbers_space", "two_numbers_lines"), FLAT),
    "traditional_taiwan_words": tuple(LAYOUTS),
}

NOT_YET = ("text_markdown_filled",)  # part four with its heads repeated in each cell that they cover is refused today


def must_be_read(layout: Layout, damages: tuple[str, ...]) -> bool:
    """Whether every readable figure of this combination must be read."""
    return (
        not layout.slow
        and layout.name not in NOT_YET
        and all(layout.name not in MAY_BE_UNREAD.get(damage, ()) for damage in damages)
    )
