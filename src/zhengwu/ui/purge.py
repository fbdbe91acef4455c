"""Bootstrap without the rules that no template of ours uses: done when the style sheet is loaded, so always right.

A selector stays if every class and every `data-bs-…` attribute in it occurs as a word in one of the given texts. The
licence stays at the top.
"""

import re
from collections.abc import Iterator

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
NAME = re.compile(r"\.(-?[A-Za-z_][\w-]*)|\[(data-bs-[\w-]+)")
WORD = re.compile(r"-?[A-Za-z_][\w-]*")
NESTED = ("@media", "@supports")


def purged(css: str, texts: Iterator[str]) -> str:
    """The style sheet with the rules that these texts can use."""
    used = {word for text in texts for word in WORD.findall(text)}
    licence = "\n".join(found for found in COMMENT.findall(css) if found.startswith("/*!"))
    return licence + "".join(_kept(COMMENT.sub("", css), used))


def _kept(css: str, used: set[str]) -> Iterator[str]:
    for head, body in _rules(css):
        if body is None:
            continue  # @charset, which the answer's Content-Type says
        elif head.startswith(NESTED):
            inner = "".join(_kept(body, used))
            if inner:
                yield f"{head}{{{inner}}}"
        elif head.startswith("@keyframes"):
            if head.split()[-1] in used:
                yield f"{head}{{{body}}}"
        else:
            selectors = [one for one in _selectors(head) if _is_used(one, used)]
            if selectors:
                yield f"{','.join(selectors)}{{{body}}}"


def _is_used(selector: str, used: set[str]) -> bool:
    return all((name or attribute) in used for name, attribute in NAME.findall(selector))


def _selectors(head: str) -> Iterator[str]:
    """The parts between commas that stand outside parentheses."""
    depth, start = 0, 0
    for place, sign in enumerate(head):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            yield head[start:place]
            start = place + 1
    yield head[start:]


def _rules(css: str) -> Iterator[tuple[str, str | None]]:
    """Each rule as its head and what stands between its braces; None for a statement without braces."""
    place = 0
    while place < len(css):
        brace, stop = css.find("{", place), css.find(";", place)
        if stop >= 0 and (brace < 0 or stop < brace):
            yield css[place : stop + 1], None
            place = stop + 1
            continue
        if brace < 0:
            return
        end = _closing(css, brace)
        yield css[place:brace].strip(), css[brace + 1 : end]
        place = end + 1


def _closing(css: str, brace: int) -> int:
    """Where the block that opens at `brace` closes; a data: address holds no braces in Bootstrap."""
    depth = 0
    for found in re.compile(r"[{}]").finditer(css, brace):
        depth += 1 if found[0] == "{" else -1
        if depth == 0:
            return found.start()
    return len(css)
