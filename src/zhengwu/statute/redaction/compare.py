"""Whether a redacted text is the original with something taken out, and nothing put in or changed.

The redacted text is cut at its redaction marks. Each piece must stand in the original without the withheld passages, as
one stretch, and the pieces must follow one another in order. What was taken out beyond the listed passages must leave a
mark where it stood; without one it is a silent removal.
"""

import re

from zhengwu.statute.redaction.model import Finding
from zhengwu.statute.redaction.words import Passage, kept, without

# Written after width and case are made plain: full-width forms have become half-width ones.
MARK = re.compile(
    r"[■█▇▆▅▉▊▓▒░□◼◻⬛⬜●◆*×✕✖_]+|x{2,}"
    r"|[(\[【〔<〈][^()\[\]【】〔〕<>〈〉]{0,10}(?:删|隐去|略|遮|涂|不予公开|不公开|redact|withheld)"
    r"[^()\[\]【】〔〕<>〈〉]{0,10}[)\]】〕>〉]"
)
ALIKE = 0.5  # of the redacted text must come from the original, or it is another document
AROUND = 12  # characters of a place that a finding shows


def differences(original: str, redacted: str, passages: tuple[Passage, ...]) -> list[Finding]:
    """What is wrong with the redacted text beside the original's; both as they were read."""
    before, after = kept(original), kept(redacted)
    if before == after:
        sentence = "上传的文件与原件文字完全相同，没有作任何遮盖或删除。请上传处理后的文件。"
        return [_finding("nothing_redacted", "", sentence, "The copy has the same text as the original: redact it.")]
    pieces = [piece for piece in MARK.split(after) if piece]
    strange = _strange(pieces, without(before, passages))
    if strange is None:
        return []
    whole = sum(map(len, pieces))
    if _from(pieces, before) < ALIKE * whole:
        sentence = "上传的文件与原件大部分文字不同，可能传错了文件。请核对后重新上传。"
        return [_finding("another_document", "", sentence, "Most of the text is not the original's: wrong file?")]
    place = f"“{_blur(strange)}”附近"
    if _subsequence("".join(pieces), before):
        sentence = f"{place}有未标明的删除。请在删除处加遮盖符号（如 ■），或者把删除的文字列入不予公开的内容。"
        gloss = "Something was removed without a mark. Put a mark (■) there, or list the words as withheld."
        return [_finding("removed_unmarked", place, sentence, gloss)]
    sentence = f"{place}的文字与原件不一致：区分处理只能删除或者遮盖，不能改动。请用原件重新处理。"
    return [_finding("altered", place, sentence, "The text was altered, not removed: redact the original anew.")]


def _strange(pieces: list[str], source: str) -> str | None:
    """The first piece that does not follow in the source; None where all do."""
    at = 0
    for piece in pieces:
        found = source.find(piece, at)
        if found < 0:
            return _tail(piece, source[at:])
        at = found + len(piece)
    return None


def _tail(piece: str, source: str) -> str:
    """The piece from the point at which it leaves the source, with what stands before it."""
    low, high = 0, len(piece)
    while low < high:
        middle = (low + high + 1) // 2
        if piece[:middle] in source:
            low = middle
        else:
            high = middle - 1
    return piece[max(0, low - AROUND) : low] or piece[:1]


def _from(pieces: list[str], source: str) -> int:
    """How many characters of the pieces stand in the source in stretches of eight."""
    stretches = {source[index : index + 8] for index in range(max(1, len(source) - 7))}
    found = 0
    for piece in pieces:
        for index in range(0, len(piece), 8):
            part = piece[index : index + 8]
            found += len(part) if part in stretches or (len(part) < 8 and part in source) else 0
            if len(part) == 8 and part not in stretches:
                found += 8 if any(piece[index + step : index + step + 8] in stretches for step in range(1, 8)) else 0
    return found


def _subsequence(text: str, source: str) -> bool:
    signs = iter(source)
    return all(sign in signs for sign in text)


def _blur(text: str) -> str:
    """A place that is shown: it stands in the copy to be released, so it is no secret; it is cut short all the same."""
    return text[-AROUND:]


def _finding(code: str, where: str, sentence: str, gloss: str) -> Finding:
    return Finding(code, where, sentence, gloss)
