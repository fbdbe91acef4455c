"""A template and values become a letter, or a list of problems. Values are inserted literally, once, and never read.

The braces of a value stay braces, a line that begins with a mark of the template's own language stays text, and signs
that do not print or that turn the direction of writing are refused.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from zhengwu.statute.letters.model import Block, BlockKind, Field, Letter, Problem, Template
from zhengwu.statute.letters.vocabulary import ALWAYS, vocabulary

Value = str | int | Decimal | date
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
MOST_TEMPLATE = 20_000  # characters of a template
MOST_VALUE = 20_000  # characters of one value
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def placeholders(text: str) -> tuple[str, ...]:
    """The placeholders of a text, each once, in order of appearance."""
    return tuple(dict.fromkeys(PLACEHOLDER.findall(text)))


def check_text(text: str) -> tuple[Problem, ...]:
    """What is wrong with the wording of a template; nothing is a sound one."""
    found = [_unknown(key) for key in placeholders(text) if key not in vocabulary()]
    rest = PLACEHOLDER.sub("", text)
    if "{" in rest or "}" in rest:
        where = rest[max(0, min(rest.find(sign) for sign in "{}" if sign in rest) - 5) :][:20]
        sentence = f"“{where}”处的花括号不是占位符；占位符写作 {{applicant}}，只能用词汇表中的名称。"
        found.append(Problem("stray_brace", "", sentence, "A brace that is no placeholder: write {applicant}."))
    if not text.strip():
        found.append(Problem("empty", "", "模板没有内容，请填写正文。", "The template is empty: write its text."))
    if len(text) > MOST_TEMPLATE:
        sentence = f"模板超过 {MOST_TEMPLATE} 字，请缩短。"
        found.append(Problem("too_long", "", sentence, f"More than {MOST_TEMPLATE} characters: shorten it."))
    if sign := _unprintable(text):
        found.append(_control("", "模板", "The template", sign))
    for line in text.splitlines():
        if line.startswith("|") and line.count("|") < 2:
            sentence = f"表格行“{line[:20]}”应写作“| 名称 | 内容”。"
            found.append(Problem("bad_row", "", sentence, "A row is written `| label | value`."))
    return tuple(found)


def merge(template: Template, values: Mapping[str, Value]) -> Letter | tuple[Problem, ...]:
    """The letter, or every reason why there is none. Values that the template does not ask for are not looked at.

    A date may be a `date` or ISO text and prints as 2026年3月2日; an empty value is a missing one.
    """
    problems = list(check_text(template.text))
    printed: dict[str, str] = {}
    for key in template.fields:
        field = vocabulary().get(key)
        if field is None:
            continue
        text, problem = _print(field, values.get(key))
        printed[key] = text
        problems += [problem] if problem else []
    if problems:
        return tuple(problems)
    blocks = tuple(block for line in template.text.splitlines() for block in _blocks(line, printed))
    return Letter(
        procedure=template.procedure,
        key=template.key,
        title=template.name,
        number=printed["document_number"],
        blocks=blocks,
        signature=printed["body"],
        date=printed["issued_on"],
    )


def needed(text: str) -> tuple[str, ...]:
    """The values without which a letter of this text is not issued: its own placeholders, the head, the signature."""
    return tuple(dict.fromkeys((*ALWAYS, *placeholders(text))))


def chinese_date(day: date) -> str:
    """2026年3月2日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _blocks(line: str, printed: Mapping[str, str]) -> list[Block]:
    """The blocks of one line of the template. The marks are read before the values stand in it."""
    if not line.strip():
        return []
    if line.startswith("|"):
        _, label, text = line.split("|", 2)
        return [Block(BlockKind.ROW, _filled(text, printed).strip(), _filled(label, printed).strip())]
    kind = BlockKind.ADDRESSEE if line.startswith("@") else BlockKind.PARAGRAPH
    text = _filled(line.removeprefix("@"), printed)
    return [Block(kind, part.strip()) for part in text.split("\n") if part.strip()]


def _filled(text: str, printed: Mapping[str, str]) -> str:
    return PLACEHOLDER.sub(lambda found: printed[found[1]], text)


def _print(field: Field, value: Value | None) -> tuple[str, Problem | None]:
    """A value as it is printed, and why it cannot be."""
    if value is None or (isinstance(value, str) and not value.strip()):
        sentence = f"缺少“{field.label}”（{field.key}），请补充后再生成文书。"
        gloss = f"{field.key} is missing ({field.gloss}): give it, then make the letter."
        return "", Problem("missing", field.key, sentence, gloss)
    text = value.isoformat() if isinstance(value, date) else str(value)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if sign := _unprintable(text):
        return "", _control(field.key, f"“{field.label}”", field.key, sign)
    text = text.strip()
    if len(text) > MOST_VALUE:
        sentence = f"“{field.label}”超过 {MOST_VALUE} 字，请缩短或者作为附件。"
        return "", Problem("too_long", field.key, sentence, f"{field.key} is too long: shorten it or attach it.")
    try:
        return _written(field.kind, text), None
    except (ValueError, InvalidOperation):
        sentence = f"“{field.label}”（{field.key}）不是有效的{_WANTED[field.kind][0]}：{text[:30]}。"
        gloss = f"{field.key} is not {_WANTED[field.kind][1]}: {text[:30]!r}."
        return "", Problem("bad_value", field.key, sentence, gloss)


_WANTED = {
    "date": ("日期，应如 2026-03-02", "a date such as 2026-03-02"),
    "days": ("天数，应为正整数", "a number of days"),
    "money": ("金额，应为非负数，最多两位小数", "an amount, not negative, with at most two decimals"),
}


def _written(kind: str, text: str) -> str:
    """The text as its kind is printed; ValueError where it is not of that kind."""
    if kind == "date":
        return chinese_date(date.fromisoformat(text))
    if kind == "days":
        if not (text.isascii() and text.isdigit() and int(text) > 0):
            raise ValueError(text)
        return str(int(text))
    if kind == "money":
        amount = Decimal(text)
        if not amount.is_finite() or amount < 0 or round(amount, 2) != amount:
            raise ValueError(text)
        return f"{amount:.0f}" if amount == int(amount) else f"{amount:.2f}"
    return text


def _unprintable(text: str) -> str:
    """The first sign that must not stand in a letter; empty where there is none."""
    for sign in text:
        if sign in "\n\t":
            continue
        if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") or sign in TURNING or ord(sign) & 0xFFFE == 0xFFFE:
            return sign
    return ""


def _control(key: str, name: str, gloss: str, sign: str) -> Problem:
    code = f"U+{ord(sign):04X}"
    sentence = f"{name}含有不可打印或者改变书写方向的字符（{code}），请删除后重试。"
    return Problem("control_character", key, sentence, f"{gloss} holds the unprintable character {code}: remove it.")


def _unknown(key: str) -> Problem:
    sentence = f"没有“{{{key}}}”这个占位符，请从词汇表中选择。"
    return Problem("unknown_placeholder", key, sentence, f"There is no placeholder {{{key}}}: use the vocabulary.")
