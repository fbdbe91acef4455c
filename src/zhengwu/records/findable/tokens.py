"""Texts as tokens: overlapping pairs of Han characters, so that a part of a text is found exactly.

A run of Han characters becomes its pairs and its last character, which is what a single character is found by; any
other run of letters and figures stays whole. Width and case do not matter.
"""

import re
import unicodedata

HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
RUNS = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
IS_HAN = re.compile(rf"[{HAN}]")
MOST_RUNS = 8  # of a question


def tokens(text: str) -> list[str]:
    """The tokens of a text on file, in its order."""
    found: list[str] = []
    for run in RUNS.findall(plain(text)):
        found += [*pairs(run), run[-1]] if IS_HAN.match(run) else [run]
    return found


def phrases(text: str) -> list[tuple[list[str], bool]]:
    """What is looked for: each run's tokens, which must follow one another, and whether the last one may go on."""
    found: list[tuple[list[str], bool]] = []
    for run in RUNS.findall(plain(text))[:MOST_RUNS]:
        if IS_HAN.match(run):
            found.append((pairs(run), False) if len(run) > 1 else ([run], True))
        else:
            found.append(([run], True))
    return found


def pairs(run: str) -> list[str]:
    """The overlapping pairs of a run."""
    return [run[at : at + 2] for at in range(len(run) - 1)]


def plain(text: str) -> str:
    """The text in one width and in small letters."""
    return unicodedata.normalize("NFKC", text).lower()
