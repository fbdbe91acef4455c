"""Bytes of a part are a part of the bytes, and the other way round, whatever characters stand side by side."""

import random

from zhengwu.records.findable.compact import compact
from zhengwu.records.findable.folding import fold

SIGNS = "政务公开镕堃㐂𠮷ئۇيཨོ0a12-_〔號。 ，\n·é\U000fffff"


def test_it_works():
    assert len(compact(fold("政务公开 2026-03-04"))) == 4 * 2 + 11
    assert compact(fold("务公")) in compact(fold("政務公開"))


def test_what_stands_in_a_text_stands_in_its_bytes_and_nothing_else():
    chance = random.Random(3)  # noqa: S311 - repeatable, and nobody's secret
    for _ in range(3000):
        text = fold("".join(chance.choices(SIGNS, k=12)))
        word = fold("".join(chance.choices(SIGNS, k=chance.randint(1, 2))))
        assert (compact(word) in compact(text)) == (word in text), (word, text)


def test_each_character_has_bytes_of_its_own():
    every = [number for number in range(0x110000) if not 0xD800 <= number < 0xE000 and chr(number) not in "ABC"]
    plain = [number for number in every if not 0xE020 <= number < 0xE07F]
    assert len({compact(chr(number)) for number in plain}) == len(plain)
