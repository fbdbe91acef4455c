"""Damages to figures: how they are written, what stands beside them, and what stands in their place."""

import random
from collections.abc import Callable
from decimal import Decimal

from tests.statute.report.mutation.damage import Damage, damage, doubt, put, some, variant
from tests.statute.report.mutation.page import NONE_WORD, Box, Page, Truth, printed


def _zeros(text: str, truth: Truth) -> Damage:
    def apply(page: Page, rng: random.Random) -> None:
        for box in page.boxes():
            if box.truth == 0:
                put(box, text, truth)

    return apply


for _name, _text, _truth in (
    ("zeros_blank", "", None),
    ("zeros_space", "\u3000", None),
    ("zeros_dash", "-", None),
    ("zeros_long_dash", "—", None),
    ("zeros_slash", "/", None),
    ("zeros_none", "无", NONE_WORD),
    ("zeros_full_width", "０", 0),
    ("zeros_ring", "〇", 0),
    ("zeros_with_unit", "0件", 0),
    ("zeros_decimal", "0.00", 0),
    ("zeros_lone_mark", "①", None),
    ("zeros_star", "*", None),
):
    variant(_name, _zeros(_text, _truth))


@damage()
def zeros_mixed(page: Page, rng: random.Random) -> None:
    """Zeros left out in a different way in each cell."""
    for box in page.boxes():
        if box.truth == 0 and rng.random() < 0.8:
            text = rng.choice(["", "-", "—", "/", "\\", "--", "无", "\u00a0"])
            put(box, text, NONE_WORD if text == "无" else None)


def _rewritten(write: Callable[[Box, random.Random], str], share: float, *, counts: bool = True) -> Damage:
    """A damage that writes the same figure otherwise."""

    def apply(page: Page, rng: random.Random) -> None:
        boxes = [b for b in page.boxes() if b.truth is not None and not isinstance(b.truth, str)]
        boxes = [b for b in boxes if not counts or isinstance(b.truth, int)]
        for box in some(boxes, rng, share):
            box.text = write(box, rng)

    return apply


def _wide(box: Box, rng: random.Random) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in box.text)


def _separated(box: Box, rng: random.Random) -> str:
    assert isinstance(box.truth, int | Decimal)
    plain = format(box.truth, ",")
    return plain if rng.random() < 0.7 else plain.replace(",", "，")


def _noted(box: Box, rng: random.Random) -> str:
    notes = ("（其中修订16件）", "(含自然失效29件)", "\n（其中3件为联合发文）", "【含街道8件】", "（未含2件涉密）")
    return box.text + rng.choice(notes)


for _name, _write, _share in (
    ("full_width_digits", _wide, 0.6),
    ("thousands", _separated, 1.0),
    ("leading_zeros", lambda box, rng: box.text if box.text.startswith("-") else "0" + box.text, 0.3),
    ("notes", _noted, 0.15),
    ("foot_mark_circle", lambda box, rng: box.text + rng.choice("①②③"), 0.3),
    ("foot_mark_star", lambda box, rng: box.text + rng.choice(["*", "**", "※", "†"]), 0.3),
    ("foot_mark_raised", lambda box, rng: box.text + f"⟦{rng.choice(['1', '2', '注1'])}⟧", 0.3),
    ("foot_mark_superscript", lambda box, rng: box.text + rng.choice("¹²³"), 0.3),
    ("foot_mark_before", lambda box, rng: "*" + box.text, 0.2),
    ("unit_in_cell", lambda box, rng: box.text + rng.choice(["件", " 件", "条", "项"]), 0.4),
    ("full_stop", lambda box, rng: box.text + "。", 0.2),
    ("full_point", lambda box, rng: box.text + ".", 0.2),
    ("stray_spaces", lambda box, rng: f"\u3000{box.text}\u00a0 ", 0.6),
):
    variant(_name, _rewritten(_write, _share))


def _unlike(write: Callable[[Box, random.Random], str], share: float = 0.08) -> Damage:
    """A damage after which a cell says nothing that a careful reader could read, while its row may be refused."""

    def apply(page: Page, rng: random.Random) -> None:
        for box in some([b for b in page.boxes() if isinstance(b.truth, int) and b.truth > 9], rng, share):
            put(box, write(box, rng), None)
            doubt(page, [other for other in page.boxes(box.key[0]) if other.key and other.key[1] == box.key[1]])  # type: ignore[index]
            if box.key and box.key[0] == "remedies":
                doubt(page, page.boxes("remedies"))

    return apply


for _name, _write in (
    ("two_numbers_comma", lambda box, rng: f"{box.text}、{rng.randint(2, 99)}"),
    ("two_numbers_slash", lambda box, rng: f"{box.text}/{rng.randint(2, 99)}"),
    ("two_numbers_space", lambda box, rng: f"{box.text} {rng.randint(2, 99)}"),
    ("two_numbers_lines", lambda box, rng: f"{box.text}件\n另有{rng.randint(2, 99)}件"),
    ("about", lambda box, rng: rng.choice([f"约{box.text}", f"{box.text}余", f"{box.text}多", f"超过{box.text}"])),
    ("range", lambda box, rng: f"{box.text}-{int(str(box.truth)) + 5}"),
    ("percent", lambda box, rng: f"{box.text}%"),
    ("letters", lambda box, rng: box.text[0] + rng.choice("lOoISB") + box.text[1:]),
    ("words_in_cell", lambda box, rng: rng.choice(["不详", "见附件", "待统计", "另行公布", "见说明（12）"])),
    ("question_mark", lambda box, rng: rng.choice([f"{box.text}?", "？", "□", "#REF!", "#####"])),
):
    variant(_name, _unlike(_write))


@damage()
def number_over_lines(page: Page, rng: random.Random) -> None:
    """A number broken over two lines of its narrow cell."""
    for box in some([b for b in page.boxes() if isinstance(b.truth, int) and abs(b.truth) > 99], rng, 0.1):
        box.text = box.text[:-2] + "\n" + box.text[-2:]
        doubt(page, [b for b in page.boxes() if b.key and box.key and b.key[:2] == box.key[:2]])
        if box.key and box.key[0] == "remedies":
            doubt(page, page.boxes("remedies"))


@damage(alone=True)
def note_unclosed(page: Page, rng: random.Random) -> None:
    """A note in a cell whose bracket was never closed: it may be left unread."""
    for box in some([b for b in page.boxes() if isinstance(b.truth, int)], rng, 0.1):
        box.text += rng.choice(["（其中修订16", "(含2件"])
        doubt(page, [b for b in page.boxes() if b.key and box.key and b.key[:2] == box.key[:2]])
        if box.key and box.key[0] == "remedies":
            doubt(page, page.boxes("remedies"))


def _totals_blank(page: Page, rng: random.Random) -> None:
    for box in page.boxes("requests", "remedies"):
        if box.key and box.key[2] == "total":
            put(box, "", None)


def _concluded_blank(page: Page, rng: random.Random) -> None:
    for box in page.boxes("requests"):
        if box.key and box.key[1] == "concluded":
            put(box, "", None)


def _classes_blank(page: Page, rng: random.Random) -> None:
    for box in page.boxes("requests"):
        if box.key and box.key[2] not in ("natural_person", "total") and (box.truth == 0 or rng.random() < 0.6):
            put(box, "", None)


def _scattered_blank(page: Page, rng: random.Random) -> None:
    for box in some(page.boxes(), rng, 0.25):
        put(box, "", None)


def _first_blank(page: Page, rng: random.Random) -> None:
    for box in page.boxes("requests"):
        if box.key and box.key[2] == "natural_person":
            put(box, "", None)


for _name, _apply in (
    ("total_column_blank", _totals_blank),
    ("total_row_blank", _concluded_blank),
    ("classes_blank", _classes_blank),
    ("scattered_blank", _scattered_blank),
    ("first_column_blank", _first_blank),
):
    variant(_name, _apply)


def _changes(write: Callable[[int, random.Random], tuple[str, Truth]]) -> Damage:
    def apply(page: Page, rng: random.Random) -> None:
        for box in page.boxes("publications"):
            if box.key and box.key[2] == "change" and isinstance(box.truth, int):
                put(box, *write(box.truth, rng))

    return apply


def _in_words(number: int, rng: random.Random) -> tuple[str, Truth]:
    if number == 0:
        return rng.choice(["未增未减", "无变化", "不变"]), NONE_WORD
    more, less = rng.choice([("增", "减"), ("增加", "减少"), ("增 ", "减 ")])
    return (more if number > 0 else less) + str(abs(number)), number


def _with_plus(number: int, rng: random.Random) -> tuple[str, Truth]:
    return (f"{number:+d}" if rng.random() < 0.7 else f"{number:+d}项") if number else "0", number


def _other_minus(number: int, rng: random.Random) -> tuple[str, Truth]:
    return str(number).replace("-", rng.choice(["－", "−", "–"])), number


def _arrows(number: int, rng: random.Random) -> tuple[str, Truth]:
    return (rng.choice(["↑", "↓"]) + str(abs(number)), None) if number else ("0", 0)


for _name, _of in (
    ("change_in_words", _in_words),
    ("change_with_plus", _with_plus),
    ("change_other_minus", _other_minus),
):
    variant(_name, _changes(_of), "2019")


def _money(write: Callable[[Decimal], str]) -> Damage:
    def apply(page: Page, rng: random.Random) -> None:
        for box in page.boxes("publications"):
            if box.key and box.key[2] == "amount" and box.truth:
                box.text = write(Decimal(str(box.truth)))

    return apply


for _name, _cash in (
    ("amount_with_unit", lambda cash: f"{printed(cash)}万元"),
    ("amount_in_yuan", lambda cash: f"{printed(cash * 10000)}元"),
    ("amount_in_yuan_separated", lambda cash: f"{cash * 10000:,.2f}元"),
    ("amount_four_places", lambda cash: f"{cash:.4f}"),
    ("amount_unit_bracket", lambda cash: f"{printed(cash)}（万元）"),
):
    variant(_name, _money(_cash))


@damage(alone=True)
def amount_head_in_yuan(page: Page, rng: random.Random) -> None:
    """The head says 元, and so do the figures."""
    for label in page.labels("publications"):
        if label.text.startswith("本年收费金额") or label.text == "采购总金额":
            label.text = label.text.replace("（单位：万元）", "") + "（单位：元）"
    for box in page.boxes("publications"):
        if box.key and box.key[2] == "amount" and box.truth:
            box.text = printed(Decimal(str(box.truth)) * 10000).split(".")[0]
