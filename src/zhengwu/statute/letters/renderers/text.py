"""A letter as plain text, a paragraph a line, rows as `label：value`."""

from zhengwu.statute.letters.model import Block, BlockKind, Letter


def to_text(letter: Letter) -> str:
    """The text, ending with a line feed."""
    lines = [letter.title, letter.number, "", *map(_line, letter.blocks), "", letter.signature, letter.date]
    return "\n".join(lines) + "\n"


def _line(block: Block) -> str:
    match block.kind:
        case BlockKind.ROW:
            return f"{block.label}：{block.text}"
        case BlockKind.ADDRESSEE:
            return block.text
        case _:
            return f"　　{block.text}"
