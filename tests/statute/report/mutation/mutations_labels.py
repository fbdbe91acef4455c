"""Damages to labels and other words: explained, cut, misprinted, spaced, renumbered, in another script."""

import random
import re
from collections.abc import Callable
from functools import cache

import opencc

from tests.statute.report.mutation.damage import Damage, damage, doubt, doubt_table, variant
from tests.statute.report.mutation.page import Box, Page, Para, Printed

_NUMBER = re.compile(r"^(（[一二三四五六七八九十]）|[一二三四五六七八九十]、|\d\.)")


def row_labels(page: Page, *names: str) -> list[Box]:
    """The last label of each line that holds figures."""
    found = []
    for table in page.tables(*names):
        for line in table.lines:
            before = [box for box in line if not box.key and box.text]
            if before and any(box.key for box in line):
                found.append(before[-1])
    return found


def _each_label(write: Callable[[str, random.Random], str], share: float = 1.0, *, rows: bool = False) -> Damage:
    def apply(page: Page, rng: random.Random) -> None:
        for label in row_labels(page, "publications", "requests") if rows else page.labels():
            if rng.random() < share:
                label.text = write(label.text, rng)

    return apply


def _letter_spaced(text: str, rng: random.Random) -> str:
    return rng.choice([" ", "\u3000", "  "]).join(text) if len(text) < 9 else text[:3] + " " + text[3:]


def _half_brackets(text: str, rng: random.Random) -> str:
    return text.replace("（", "(").replace("）", ")").replace("：", ":").replace("，", ",")


def _broken(text: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(text)) if len(text) > 3 else 0
    return text[:at] + "\n" + text[at:] if at else text


def _unnumbered(text: str, rng: random.Random) -> str:
    return _NUMBER.sub("", text)


def _renumbered(text: str, rng: random.Random) -> str:
    found = re.match(r"^(\d)\.(.*)$", text, re.DOTALL)
    if not found:
        return text
    style = rng.choice(["{}、", "{}．", "（{}）", "({})", "{} ", "{}. ", "（{}）."])
    return style.format(found[1]) + found[2]


def _shifted(text: str, rng: random.Random) -> str:
    return re.sub(r"^(\d)\.", lambda found: f"{int(found[1]) + 1}.", text)


def _pinyin(text: str, rng: random.Random) -> str:
    at = rng.randrange(1, max(2, len(text) - 1))
    return text[:at] + rng.choice(["(guī)", "（zhāng）", "(xìng)", "(hán)"]) + text[at:]


def _marked(text: str, rng: random.Random) -> str:
    return text + rng.choice(["①", "*", "⟦2⟧", "※", "¹", "：", "。"])


for _name, _write in (
    ("labels_letter_spaced", _letter_spaced),
    ("labels_half_brackets", _half_brackets),
    ("labels_broken_lines", _broken),
    ("labels_unnumbered", _unnumbered),
    ("labels_renumbered", _renumbered),
    ("labels_numbers_shifted", _shifted),
    ("labels_pinyin", _pinyin),
    ("labels_marked", _marked),
):
    variant(_name, _each_label(_write))


def _explained(text: str, rng: random.Random) -> str:
    notes = (
        "（含下属单位报送的全部事项）",
        "（不含行政处罚、行政强制，另见第3项）",
        "(按照本机关权责清单统计,共12类)",
        "【以办结时间为准】",
        "（指行政许可以外的事项，包括行政处罚）",
    )
    return text + rng.choice(notes)


def _explained_open(text: str, rng: random.Random) -> str:
    return text + rng.choice(["（含下属单位报送", "(按照权责清单统计,共12", "（不含行政处罚"])


variant("labels_explained", _each_label(_explained, 0.4, rows=True))
variant("labels_explained_unclosed", _each_label(_explained_open, 0.3, rows=True))


def _doubting(write: Callable[[str, random.Random], str], share: float) -> Damage:
    """A damage to row labels after which those rows may be left unread."""

    def apply(page: Page, rng: random.Random) -> None:
        for table in page.tables("publications", "requests"):
            for line in table.lines:
                before = [box for box in line if not box.key and box.text]
                if before and any(box.key for box in line) and rng.random() < share:
                    before[-1].text = write(before[-1].text, rng)
                    doubt(page, line)

    return apply


def _one_sign(text: str, rng: random.Random) -> str:
    places = [
        n
        for n, sign in enumerate(text)
        if "\u4e00" <= sign <= "\u9fff" and sign not in "万元" and (n > 2 or not _NUMBER.match(text))
    ]
    at = rng.choice(places or [0])
    other = rng.choice("的件业务政己未人口日目白处理公开申清数最")
    return rng.choice([text[:at] + text[at + 1 :], text[:at] + other + text[at + 1 :], text[:at] + other + text[at:]])


def _two_signs(text: str, rng: random.Random) -> str:
    return _one_sign(_one_sign(text, rng), rng)


def _cut(text: str, rng: random.Random) -> str:
    found = _NUMBER.match(text)
    start = found.end() if found else 0
    return text[: start + rng.randrange(2, max(3, len(text) - start))]


def _head_cut(text: str, rng: random.Random) -> str:
    found = _NUMBER.match(text)
    start = found.end() if found else 0
    return text[start + 1 + rng.randrange(2) :] or text


_LOOK_ALIKE = (
    "处外公分未末许讦罚罸申中请清理埋开井制刺目日人入已己件仵"
    "政致行衍持特审宙他地规现章童重垂复夏大太量里类奕信倍服眼机札"
)
_LOOKS = dict(zip(_LOOK_ALIKE[::2], _LOOK_ALIKE[1::2], strict=True))


def _ocr(text: str, rng: random.Random) -> str:
    places = [n for n, sign in enumerate(text) if sign in _LOOKS]
    at = rng.choice(places) if places else -1
    return text[:at] + _LOOKS[text[at]] + text[at + 1 :] if places else text


for _name, _write, _share in (
    ("rows_misprinted", _one_sign, 0.3),
    ("rows_misprinted_all", _one_sign, 1.0),
    ("rows_misprinted_twice", _two_signs, 0.4),
    ("rows_cut", _cut, 0.3),
    ("rows_cut_all", _cut, 1.0),
    ("rows_cut_in_front", _head_cut, 0.3),
    ("rows_ocr", _ocr, 0.6),
):
    variant(_name, _doubting(_write, _share))


def _heads(write: Callable[[str, random.Random], str], share: float) -> Damage:
    """A damage to the words over the columns, after which the table may be left unread."""

    def apply(page: Page, rng: random.Random) -> None:
        for table in page.tables():
            spoilt = False
            for line in table.lines:
                for box in line if not any(box.key for box in line) else []:
                    if box.text and len(line) > 1 and rng.random() < share:
                        box.text, spoilt = write(box.text, rng), True
            if spoilt:
                doubt_table(page, table.name)

    return apply


variant("heads_misprinted", _heads(_one_sign, 0.3))
variant("heads_misprinted_all", _heads(_one_sign, 1.0))
variant("heads_cut", _heads(_cut, 0.3))
variant("heads_cut_all", _heads(_cut, 1.0))
variant("heads_ocr", _heads(_ocr, 0.6))


@damage("2019")
def heads_cut_alike(page: Page, rng: random.Random) -> None:
    """本年新 twice, and 本年增/ for 本年增/减."""
    for label in page.labels("publications"):
        if label.text.startswith("本年新"):
            label.text = "本年新"
        elif label.text == "本年增/减":
            label.text = rng.choice(["本年增/", "本年增\\减", "本年增、减", "本年增减"])


@damage()
def heads_other_words(page: Page, rng: random.Random) -> None:
    """合计 for 总计, 其它 for 其他, 规范性文件 for 行政规范性文件."""
    for label in page.labels():
        label.text = label.text.replace("总计", "合计").replace("其他结果", "其它结果")
        label.text = "其它" if label.text == "其他" else label.text
        label.text = "规范性文件" if label.text == "行政规范性文件" else label.text


@cache
def _converter(way: str) -> opencc.OpenCC:
    return opencc.OpenCC(way)


def _script(way: str, *words: tuple[str, str]) -> Damage:
    def apply(page: Page, rng: random.Random) -> None:
        for item in page.items:
            for box in item.boxes() if isinstance(item, Printed) else [item]:
                box.text = _converter(way).convert(box.text)
                for old, new in words:
                    box.text = box.text.replace(old, new)

    return apply


variant("traditional", _script("s2t", ("關係", "關系")))
variant("traditional_taiwan", _script("s2tw"))
variant("traditional_taiwan_words", _script("s2twp"))
variant("traditional_hong_kong", _script("s2hk"))
variant("traditional_half", _script("s2t", ("覆", "复"), ("處", "处"), ("總", "总"), ("規", "规")))


@damage()
def headings_misprinted(page: Page, rng: random.Random) -> None:
    """One wrong character in each heading of a part."""
    for item in page.items:
        if isinstance(item, Para) and item.kind == "h":
            item.text = item.text[:2] + _one_sign(item.text[2:], rng)
