"""Which blocks stand together: rows that follow one another make one table, everything else is a paragraph."""

from itertools import groupby

from zhengwu.statute.letters.model import Block, BlockKind, Letter


def pieces(letter: Letter) -> list[tuple[bool, tuple[Block, ...]]]:
    """(whether it is a table, its blocks), in reading order; a piece that is no table has one block."""
    found: list[tuple[bool, tuple[Block, ...]]] = []
    for table, group in groupby(letter.blocks, key=lambda block: block.kind is BlockKind.ROW):
        blocks = tuple(group)
        found += [(True, blocks)] if table else [(False, (block,)) for block in blocks]
    return found
