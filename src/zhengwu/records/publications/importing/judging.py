"""Whether a row can be published: each by itself, all that is wrong with it told at once.

Fails closed: a row that shows an identity or mobile number is refused, unless somebody gave a reason for all of them.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import orjson

from zhengwu.records.findable.grams import MOST_TEXT, Halves, halves
from zhengwu.records.publications.importing.days import FIRST, iso
from zhengwu.records.publications.importing.headings import DECIDED, NUMBERS, Layout, plain
from zhengwu.records.publications.importing.model import Ready, Rules, Wrong
from zhengwu.records.publications.importing.reasons import wrong
from zhengwu.records.publications.texts import FACTS, NUMBER, SUMMARY, TEXT, TITLE, Written, paragraphs
from zhengwu.statute import disclosure
from zhengwu.statute.identifiers import citizen_id, phone, uscc

KEY, PLACE, FACT = 100, 300, 4000
MANY = re.compile(r"\d{7}|\d{4}[ -]\d{4}")  # what neither of the two below can do without
MOBILE = re.compile(r"(?<![\dA-Za-z.])1[3-9]\d(?:\d{8}|[ -]\d{4}[ -]\d{4})(?![\dA-Za-z])")
IDENTITY = re.compile(r"(?<![\dA-Za-z])\d{6}[ -]?(?:18|19|20)\d{6}[ -]?\d{3}[\dXx](?![\dA-Za-z])")
ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffd]")
PERSON = frozenset(("自然人", "个人", "公民", "个体工商户（自然人）", "natural_person"))
PENALTY = "penalty_result"
PARTS = re.compile(r"[;；、,，|]")


class Judge:
    """Judges the rows of a file by the same rules; what was understood of a heading is kept."""

    def __init__(self, rules: Rules, laid: Callable[[tuple[str, ...]], Layout]) -> None:
        self.rules, self.laid = rules, laid
        self.today = rules.on.isoformat()

    def read(self, row: int, labels: tuple[str, ...], cells: Sequence[str]) -> "Ready | list[Wrong]":
        """The row as it will be published, or all that is wrong with it."""
        return _Row(self, row, self.laid(labels), [cell.strip() for cell in cells]).judged()


class _Row:
    """One row while it is judged."""

    __slots__ = ("cells", "judge", "kind", "layout", "options", "row", "rules", "told", "wrong")

    def __init__(self, judge: Judge, row: int, layout: Layout, cells: list[str]) -> None:
        self.judge, self.rules, self.options = judge, judge.rules, judge.rules.options
        self.row, self.layout, self.cells = row, layout, cells
        self.wrong: list[Wrong] = []
        self.kind = ""
        self.told: list[tuple[str, str]] = []

    def judged(self) -> "Ready | list[Wrong]":
        self.safe()
        self.kind = kind = self.named("kind", _kinds(), self.options.kind or self.layout.kind, needed=True)
        standard = disclosure.kinds().get(kind)
        self.masked()
        title, body = self.title(), self.body()
        column = self.named("column", self.rules.columns, self.options.column or (standard.column if standard else ""))
        category = self.named("category", _categories(), standard.category if standard else "")
        field = self.named("field", _fields(), "")
        made, given, published = self.days()
        summary, number = self.text("summary", SUMMARY), self.number()
        html, text = self.content()
        facts = self.facts()
        placements = self.placements()
        if not text and facts == "[]":
            self.fault("text", "nothing_to_publish")
        if self.wrong:
            return self.wrong
        said = (kind, column, category, field, title, summary, number, made, given, text, facts, placements)
        digest = blake2b(orjson.dumps(said), digest_size=16).hexdigest()
        key, named = self.key(number, digest)
        if self.wrong:
            return self.wrong
        return Ready(
            self.row, body, key, digest, kind, column, category, field, title, summary, number, made, published,
            html, text, facts, placements, named, self.shape(title, number, summary, text),
        )  # fmt: skip

    def cell(self, key: str) -> str:
        at = self.layout.places.get(key)
        return self.cells[at] if at is not None else ""

    def fault(self, key: str, code: str, value: str = "", **said: object) -> None:
        self.wrong.append(wrong(self.row, self.layout.label(key), code, value, **said))

    def named(self, key: str, names: dict[str, str], usual: str, *, needed: bool = False) -> str:
        cell = self.cell(key) or usual
        found = names.get(cell) or names.get(plain(cell)) if cell else ""
        if cell and not found:
            self.fault(key, f"{key}_unknown", cell)
        elif needed and not cell:
            self.fault(key, f"{key}_missing")
        return found or ""

    def text(self, key: str, most: int) -> str:
        cell = self.cell(key)
        if len(cell) > most:
            self.fault(key, "too_long", cell, most=most)
        return cell

    def title(self) -> str:
        if "title" in self.layout.places and (title := self.text("title", TITLE)):
            return title
        subject, name = self.cell("subject"), self.cell("decision_name")
        if not name and subject and self.kind:
            name = disclosure.kinds()[self.kind].zh
        if not (subject and name):
            self.fault("title", "title_missing")
        return f"{name}（{subject}）"[:TITLE]

    def body(self) -> int:
        cell = self.cell("body")
        if not cell and self.options.body_id is not None:
            return self.options.body_id
        key = "body" if cell else "decided_by"
        cell = cell or self.cell("decided_by")
        found = self.rules.bodies.get(cell) if cell else None
        if found is None or (self.options.body_id is not None and found != self.options.body_id):
            self.fault(key if cell else "body", "body_unknown" if cell else "body_missing", cell)
            return 0
        return found

    def number(self) -> str:
        for key in NUMBERS:
            if self.cell(key):
                return self.text(key, NUMBER)
        return ""

    def days(self) -> tuple[str, str, str]:
        """When it was made; when published, as the file says and as it is."""
        given = self.day("published_on")
        keys = ("made_on", *DECIDED)
        made = next((self.day(key) for key in keys if self.cell(key)), "") or given or self.judge.today
        published = given or self.judge.today
        if made > published and not any(one.code.startswith("day_") for one in self.wrong):
            self.fault("published_on", "published_before_made", given, made=made)
        return made, given, published

    def day(self, key: str) -> str:
        cell = self.cell(key)
        found = iso(cell) if cell else ""
        if cell and not found:
            self.fault(key, "day_unreadable", cell)
        elif found and found > self.judge.today:
            self.fault(key, "day_future", found)
        elif found and found < FIRST:
            self.fault(key, "day_ancient", found)
        return found

    def content(self) -> tuple[str, str]:
        text = self.text("text", TEXT)
        return paragraphs(Written("", text)) if text else ("", "")

    def facts(self) -> str:
        found = []
        for at, label, is_day in self.layout.facts:
            value = self.cells[at]
            if not value:
                continue
            if is_day:
                value = iso(value) or value
            if len(value) > FACT:
                self.wrong.append(wrong(self.row, label, "too_long", value, most=FACT))
            found.append((label, value))
        if len(found) > FACTS:
            self.wrong.append(wrong(self.row, "", "too_many_facts", str(len(found)), most=FACTS))
        self.told = found
        return orjson.dumps(found).decode()

    def shape(self, title: str, number: str, summary: str, text: str) -> Halves | None:
        """The texts by which it is found, as the index takes them; None where only the index can tell."""
        before = "\n".join(filter(None, (title, number)))
        after = "\n".join(filter(None, (summary, *(f"{label} {value}" for label, value in self.told), text)))
        if not after or len(before) + len(after) > MOST_TEXT // 2:
            return None
        return halves(before, after, cut=self.rules.cut)

    def placements(self) -> tuple[tuple[str, str], ...]:
        cell, place = self.cell("channel"), self.text("place", PLACE)
        if not cell:
            return tuple((one, place if len(self.options.channels) == 1 else "") for one in self.options.channels)
        names = _channels()
        found = [names.get(part.strip()) or names.get(plain(part), "") for part in PARTS.split(cell) if part.strip()]
        if not all(found):
            self.fault("channel", "channel_unknown", cell)
        return tuple((one, place if len(found) == 1 else "") for one in dict.fromkeys(found))

    def key(self, number: str, digest: str) -> tuple[str, str]:
        """By what it is known again, and the column that this was taken from."""
        given = self.cell("source_key")
        if given:
            if len(given) > KEY:
                self.fault("source_key", "too_long", given, most=KEY)
            return given, "source_key"
        subject = self.cell("subject")
        if number and subject:
            key = f"{number}|{subject}"
            return key if len(key) <= KEY else _short(key), "document_number"
        return f"#{digest}", ""

    def safe(self) -> None:
        """Nothing that cannot be shown, and nothing that must not be."""
        whole = "\n".join(self.cells)
        if ODD.search(whole):
            self.each(lambda _, cell: "bad_sign" if ODD.search(cell) else "")
            for at, one in enumerate(self.wrong):
                broken = bool(re.search("[\ud800-\udfff\ufffd]", one.value))
                clean = ODD.sub("□", one.value)
                self.wrong[at] = wrong(one.row, one.column, "bad_encoding" if broken else one.code, clean)
        if not self.options.accept_personal and MANY.search(whole) and (IDENTITY.search(whole) or MOBILE.search(whole)):
            self.each(self.personal)

    def each(self, judged: Callable[[int, str], str]) -> None:
        for at, cell in enumerate(self.cells):
            code = judged(at, cell)
            if code:
                label = self.layout.labels[at] if at < len(self.layout.labels) else ""
                self.wrong.append(wrong(self.row, label, code, _masked(cell)))

    def personal(self, at: int, cell: str) -> str:
        for hit in IDENTITY.finditer(cell):
            number = re.sub(r"[ -]", "", hit[0]).upper()
            if citizen_id.problem(number) is None and not (at in self.layout.numbers and uscc.problem(number) is None):
                return "personal_identity"
        return "personal_mobile" if at not in self.layout.numbers and MOBILE.search(cell) else ""

    def masked(self) -> None:
        """A natural person's name in a penalty: hidden wherever it stands in the row, or a reason to refuse it."""
        name = self.cell("subject")
        if self.kind != PENALTY or self.options.natural == "keep" or not name:
            return
        if self.cell("subject_kind") not in PERSON:
            return
        if self.options.natural == "refuse":
            self.fault("subject", "natural_person", name[:1] + "*" * (len(name) - 1))
        shown = name[:1] + "*" * max(len(name) - 1, 1)
        self.cells = [cell.replace(name, shown) for cell in self.cells]


def _masked(cell: str) -> str:
    """The cell with its numbers masked."""
    hidden = IDENTITY.sub(lambda hit: citizen_id.mask(re.sub(r"[ -]", "", hit[0])), cell)
    return MOBILE.sub(lambda hit: phone.mask(hit[0]), hidden)


def _short(key: str) -> str:
    return "=" + blake2b(key.encode(), digest_size=16).hexdigest()


@lru_cache
def _kinds() -> dict[str, str]:
    return _by_name(disclosure.kinds())


@lru_cache
def _categories() -> dict[str, str]:
    return _by_name(disclosure.categories())


@lru_cache
def _fields() -> dict[str, str]:
    return _by_name(disclosure.pilot_fields())


@lru_cache
def _channels() -> dict[str, str]:
    more = {"网站": "portal", "微信": "wechat", "公报": "gazette", "报刊": "press", "大厅": "hall"}
    return _by_name(disclosure.channels()) | more


def _by_name(table: Mapping[str, Any]) -> dict[str, str]:
    names: dict[str, str] = {}
    for key, one in table.items():
        for name in (key, one.zh, one.en):
            names[name] = names[plain(name)] = key
    return names
