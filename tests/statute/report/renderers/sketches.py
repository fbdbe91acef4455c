"""Draws a grid as lines of text, so that a test can show the form as it is printed."""

from collections.abc import Iterator

from zhengwu.statute.report.renderers.layout import Grid


def sketch(grid: Grid) -> list[str]:
    """A line a row: each cell's text, `"` where a cell above goes on, `<` where the cell on the left does."""
    return ["|".join(_line(row, line)) for row, line in enumerate(grid.lines())]


def _line(row: int, line) -> Iterator[str]:
    for cell in line:
        yield cell.text if cell.row == row else '"'
        yield from ["<"] * (cell.colspan - 1)
