"""Words with their marks (bold, linked, raised), and how a paragraph of them is written in exactly one way."""

import re
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Run:
    """Words under marks, the outermost first; or, without words, something that stands among them (`<br>`, `<img>`)."""

    marks: tuple[str, ...]
    text: str
    thing: str = ""


def written(runs: list[Run], wrap: str, align: str) -> str:
    """The runs as a block of `wrap`, or bare where it is empty. White space is one space; nothing at all is nothing."""
    tidy = _tidy(runs)
    if not any(run.text.strip(" \xa0\u3000") or run.thing.startswith("<img") for run in tidy):
        return ""
    out: list[str] = []
    open_: list[str] = []
    for run in tidy:
        same = 0
        while same < min(len(open_), len(run.marks)) and open_[same] == run.marks[same]:
            same += 1
        out += [f"</{mark.partition(' ')[0]}>" for mark in reversed(open_[same:])]
        out += [f"<{mark}>" for mark in run.marks[same:]]
        open_ = list(run.marks)
        out.append(run.thing or escape(run.text, quote=False))
    out += [f"</{mark.partition(' ')[0]}>" for mark in reversed(open_)]
    inner = "".join(out)
    return f"<{wrap}{align}>{inner}</{wrap}>" if wrap else inner


def marked(marks: tuple[str, ...], mark: str) -> tuple[str, ...]:
    """The marks with one more; a second of the same kind inside the first says nothing."""
    kind = mark.partition(" ")[0]
    return marks if not mark or any(one.partition(" ")[0] == kind for one in marks) else (*marks, mark)


def _tidy(runs: list[Run]) -> list[Run]:
    """White space made one space, none at the ends and around breaks; runs without anything left out."""
    kept: list[Run] = []
    spaced = True  # whether a space would be one too many
    for run in runs:
        if run.thing:
            if run.thing == "<br>":
                _trim(kept)
            kept.append(run)
            spaced = run.thing == "<br>"
            continue
        text = re.sub(r"[ \t\r\n\f]+", " ", run.text)
        text = text.lstrip(" ") if spaced else text
        if text:
            kept.append(Run(run.marks, text))
            spaced = text.endswith(" ")
    while kept and (kept[-1].thing == "<br>" or (not kept[-1].text.rstrip(" ") and not kept[-1].thing)):
        kept.pop()
    _trim(kept)
    while kept and kept[0].thing == "<br>":
        kept.pop(0)
    return kept


def _trim(kept: list[Run]) -> None:
    """Takes the space away that ends the last run."""
    while kept and not kept[-1].thing:
        text = kept[-1].text.rstrip(" ")
        if text:
            kept[-1] = Run(kept[-1].marks, text)
            return
        kept.pop()
