"""The terminal as a screen: its width, its colours, and the few kinds of lines that every command prints."""

import re
import shutil
from collections.abc import Iterable
from itertools import pairwise

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from zhengwu.cli.words import words
from zhengwu.statute.report.model import Severity

PIPED_WIDTH = 120  # where nobody says how wide it may be
# What stays together when a line is folded: a run of Latin signs (a long one is cut), or one Chinese sign.
_TOKENS = re.compile(r"[!-~]{1,24}|.", re.DOTALL)
_CLOSING, _OPENING = "，。、；：）》〕”！？·", "（《〔“"
_WORD = 3  # a head of so few signs is not broken
NARROW = 90  # below this, heads fold early and glosses go to their own line

# Never colour alone: each grade has a sign and a word.
SIGNS = {Severity.ERROR: ("✗", "red"), Severity.WARNING: ("!", "yellow"), Severity.NOTICE: ("·", "cyan")}


class Screen:
    """Where a command prints for people, in one language. Colour only on a terminal, and not where NO_COLOR is set."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.say = words(lang)
        width = shutil.get_terminal_size((PIPED_WIDTH, 24)).columns  # COLUMNS, or else the terminal's own width
        self.console = Console(width=width, highlight=False, soft_wrap=False, markup=False, emoji=False)

    @property
    def narrow(self) -> bool:
        """True on a phone or in a split window."""
        return self.console.width < NARROW

    def line(self, *pieces: str | tuple[str, str], indent: int = 0) -> None:
        """One paragraph; a piece is text or (text, style). It is folded at the width, with the indent kept."""
        text = Text.assemble(*(piece if isinstance(piece, str) else (piece[0], piece[1]) for piece in pieces))
        self.put(text, indent)

    def put(self, text: Text, indent: int = 0) -> None:
        """Prints a text folded to the width, every line of it indented."""
        for line in fold(text, max(self.console.width - indent, 10)):
            self.console.print(Text(" " * indent) + line, soft_wrap=True)

    def gap(self) -> None:
        """An empty line."""
        self.console.print()

    def heading(self, text: str, note: str = "") -> None:
        """The name of what follows."""
        self.line((text, "bold"), *([("  " + note, "dim")] if note else []))

    def show(self, grid: Grid, indent: int = 0) -> None:
        """Prints a grid."""
        from rich.padding import Padding

        self.console.print(Padding(grid, (0, 0, 0, indent), expand=False) if indent else grid)

    def label(self, text: str, gloss: str = "") -> Text:
        """A statutory word, with its gloss where the language is English."""
        label = Text(text)
        if self.lang == "en" and gloss:
            label.append(("\n" if self.narrow else " ") + gloss, style="dim")
        return label


def grid(heads: Iterable[str | Text], *, numbers: int = 0, pad: int = 2, ratio: bool = False) -> Grid:
    """A table without upright lines; the last `numbers` columns are right-aligned and never folded."""
    names = [Text(head) if isinstance(head, str) else head for head in heads]
    made = Grid(
        box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, pad, 0, 0), header_style="dim", expand=ratio
    )
    for place, name in enumerate(names):
        right = place >= len(names) - numbers
        made.add_column(
            name,
            justify="right" if right else "left",
            overflow="fold",
            vertical="bottom" if right else "top",
        )
    return made


def fold(text: Text, width: int) -> list[Text]:
    """The lines of a text at this width: Chinese breaks anywhere, but not before a closing or after an opening sign."""
    lines = []
    for paragraph in text.split("\n", allow_blank=True):
        lines += [_stripped(piece) for piece in paragraph.divide(_cuts(paragraph.plain, width))]
    return lines


def _cuts(plain: str, width: int) -> list[int]:
    """Where to break a paragraph."""
    cuts: list[int] = []
    starts: list[int] = []  # of the tokens in the line so far
    used = 0
    for token in _TOKENS.finditer(plain):
        size = cell_len(token[0])
        if used + size > width and starts:
            starts.append(token.start())
            at = len(starts) - 1
            while at > 1 and (plain[starts[at]] in _CLOSING or plain[starts[at] - 1] in _OPENING):
                at -= 1
            cuts.append(starts[at])
            starts = starts[at:-1]
            used = cell_len(plain[cuts[-1] : token.start()])
        starts.append(token.start())
        used += size
    return cuts


def _stripped(piece: Text) -> Text:
    piece.rstrip()
    return piece[len(piece.plain) - len(piece.plain.lstrip()) :]


def head_label(label: str, per_line: int) -> str:
    """A column head in lines of at most `per_line` signs and much the same length, as narrow columns print it."""
    plain = label.split("（")[0]
    lines = 1 if len(plain) <= _WORD else -(-len(plain) // per_line)
    edges = [len(plain) * place // lines for place in range(lines + 1)] if lines else [0]
    return "\n".join(plain[start:end] for start, end in pairwise(edges))
