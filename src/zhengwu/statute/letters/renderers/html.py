"""A letter as one web page that needs nothing else, and that prints on A4 like the paper."""

from html import escape

from zhengwu.statute.letters.model import Block, BlockKind, Letter
from zhengwu.statute.letters.renderers.layout import pieces

STYLE = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm }
body { max-width: 156mm; margin: 2em auto; padding: 0 1em; font: 16pt/1.8
  FangSong, 仿宋, STFangsong, "Noto Serif CJK SC", serif; color: #000; background: #fff; overflow-wrap: anywhere }
h1 { font: 22pt/1.5 "Noto Serif CJK SC", STZhongsong, SimSun, serif; text-align: center; margin: 1em 0 .5em }
.head { color: #c00; font-size: 30pt; text-align: center; border-bottom: 2pt solid #c00; margin: 0 0 .5em }
.number { text-align: center } p { margin: 0; text-indent: 2em; text-align: justify }
p, td, th { white-space: pre-wrap } .to, .number, .head { text-indent: 0 }
table { width: 100%; border-collapse: collapse; margin: .5em 0 } th, td { border: .5pt solid #000; padding: .3em .5em;
  text-align: left; vertical-align: top } th { width: 30%; font-weight: normal }
.signature { text-align: right; text-indent: 0; margin: 2em 2em 0 0; break-inside: avoid }
@media print { body { margin: 0; padding: 0; max-width: none } }
"""


def to_html(letter: Letter, red_head: bool = False) -> str:
    """The page."""
    title = escape(letter.title)
    head = f'<p class="head">{escape(letter.signature)}</p>\n' if red_head else ""
    body = "\n".join(_table(blocks) if table else _paragraph(blocks[0]) for table, blocks in pieces(letter))
    return (
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body><main>\n{head}<h1>{title}</h1>\n"
        f'<p class="number">{escape(letter.number)}</p>\n{body}\n'
        f'<p class="signature">{escape(letter.signature)}<br>{escape(letter.date)}</p>\n</main></body>\n</html>\n'
    )


def _paragraph(block: Block) -> str:
    shape = ' class="to"' if block.kind is BlockKind.ADDRESSEE else ""
    return f"<p{shape}>{escape(block.text)}</p>"


def _table(blocks: tuple[Block, ...]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(block.label)}</th><td>{escape(block.text)}</td></tr>' for block in blocks
    )
    return f"<table><tbody>{rows}</tbody></table>"
