"""Everything that is wrong with a wording at once, each with its paragraph: for who writes it."""

from dataclasses import dataclass
from datetime import date

from zhengwu.records.letters.wordings import lost_from, shipped_wording
from zhengwu.statute.letters.merge import check_text
from zhengwu.statute.letters.model import Problem
from zhengwu.statute.letters.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault: in which paragraph (0: none in particular), what it is and what to do about it."""

    code: str
    paragraph: int
    zh: str
    en: str


def faults(procedure: str, key: str, text: str, on: date) -> tuple[Fault, ...]:
    """What keeps this text from being a wording: braces, unknown names, what the law wants. Trouble: missing."""
    shipped = shipped_wording(procedure, key, on)
    found = [_placed(one, text) for one in check_text(text)]
    for field in lost_from(shipped, text):
        label = vocabulary()[field]
        stands = next(line.strip() for line in shipped.text.splitlines() if "{" + field + "}" in line)
        zh = f"缺少法定内容“{label.label}”，请补回占位符 {{{field}}}。默认文本写作：{stands}"
        found.append(Fault("lost", 0, zh, f"The law wants {label.gloss}: put {{{field}}} back. By default: {stands}"))
    return tuple(found)


def _placed(problem: Problem, text: str) -> Fault:
    """The fault at the first paragraph that has it."""
    wanted = "{" + problem.field + "}" if problem.field else ""
    lines = [line for line in text.splitlines() if line.strip()]
    for number, line in enumerate(lines, 1):
        rest = line.replace("{" + problem.field + "}", "") if wanted else line
        if (wanted and wanted in line) or (problem.code == "stray_brace" and _has_stray(rest)):
            return Fault(problem.code, number, problem.sentence, problem.gloss)
        if problem.code == "bad_row" and line.startswith("|") and line.count("|") < 2:
            return Fault(problem.code, number, problem.sentence, problem.gloss)
    return Fault(problem.code, 0, problem.sentence, problem.gloss)


def _has_stray(line: str) -> bool:
    plain = line
    for key in vocabulary():
        plain = plain.replace("{" + key + "}", "")
    return "{" in plain or "}" in plain
