"""Bundles as files: TOML or JSON out and in again, with the codes of the items that stand for their parts.

What is wrong is told all at once, each with the line that it is on. A file is checked as a draft is: nobody waits for
ever, every part applies somewhere, and every licence that a part brings forth is there before another part wants it.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import orjson

from zhengwu.records.bundles import offers
from zhengwu.records.bundles.serving import unserved
from zhengwu.records.bundles.shown import Offered
from zhengwu.records.troubles import Words
from zhengwu.statute.bundles import Bundle, Fault, faults_of
from zhengwu.statute.catalogue.written import Unreadable, read_as, values_of

ITEMS = "items"  # node = "code of its item"
LARGEST = 200_000
MOST_TOLD = 30
AT_LINE = re.compile(r"line (\d+)")
INDEX = re.compile(r"^(\w+)\[(\d+)\](?:\.(\w+))?")


@dataclass(frozen=True, slots=True)
class Told:
    """What is wrong with a file and on which line; 0 where it is the whole."""

    line: int
    said: Words

    @property
    def words(self) -> Words:
        """With its line in front."""
        if not self.line:
            return self.said
        return Words(f"第{self.line}行：{self.said.zh}", f"Line {self.line}: {self.said.en}")


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file holds: a bundle and the items of its parts; or what is wrong, and then no bundle."""

    bundle: Bundle | None
    parts: Mapping[str, int]
    faults: tuple[Told, ...]


def brought(content: bytes | str) -> Brought:
    """A bundle out of a file, JSON where it begins with a brace and TOML otherwise; nothing is kept."""
    text = content if isinstance(content, str) else content.decode("utf-8-sig", "replace")
    is_json = text.lstrip().startswith("{")
    if len(text) > LARGEST:
        return _refused(Told(0, Words("文件过大，最多20万字。", "The file is too long.")))
    try:
        mapping = json.loads(text) if is_json else tomllib.loads(text)
    except (json.JSONDecodeError, tomllib.TOMLDecodeError, RecursionError) as wrong:
        found = AT_LINE.search(str(wrong))
        line = int(found[1]) if found else text.count("\n") + 1
        return _refused(Told(line, Words("这里不是规范的TOML或者JSON。", f"This is no sound TOML or JSON: {wrong}")))
    codes = mapping.pop(ITEMS, {}) if isinstance(mapping, dict) else {}
    try:
        bundle = read_as(Bundle, mapping)
    except Unreadable as wrong:
        return _refused(*(Told(_line(text, one.path, is_json), Words(_at(one.path, one.zh), _at(one.path, one.en)))
                          for one in wrong.faults))  # fmt: skip
    faults = [_found(text, one) for one in faults_of(bundle)]
    parts, wrong_items = _items(bundle, codes, text)
    faults += wrong_items
    if not faults:
        faults = [_found(text, one) for one in unserved(bundle, parts)]
    return _refused(*faults) if faults else Brought(bundle, parts, ())


def _refused(*faults: Told) -> Brought:
    return Brought(None, {}, tuple(sorted(faults, key=lambda one: one.line))[:MOST_TOLD])


def _found(text: str, one: Fault) -> Told:
    said = Words(_at(one.at, one.zh), _at(one.at, one.en))
    return Told(_of_key(text, one.at, question=one.question), said)


def _at(path: str, said: str) -> str:
    return f"{path} {said}".strip()


def _items(bundle: Bundle, codes: object, text: str) -> tuple[dict[str, int], list[Told]]:
    """The items in use that the codes name; codes of no part, and such as there are none, are told."""
    if not isinstance(codes, Mapping) or not all(isinstance(one, str) for one in codes.values()):
        said = Words("items 应是“环节标识 = 事项编码”。", "items gives the code of an item for each part.")
        return {}, [Told(_of_key(text, ITEMS), said)]
    known = offers.items_of_codes(list(codes.values()))
    nodes = {one.key for one in bundle.nodes}
    wrong = []
    for node, code in codes.items():
        if node not in nodes or code not in known:
            said = Words(f"没有环节“{node}”。", f"There is no part {node}.")
            if node in nodes:
                said = Words(f"没有编码为{code[:60]}的在用事项。", f"No item in use has the code {code[:60]}.")
            wrong.append(Told(_value(text, code), said))
    return {node: known[code] for node, code in codes.items() if node in nodes and code in known}, wrong


def _value(text: str, value: str) -> int:
    return next((at for at, line in enumerate(text.splitlines(), 1) if f'"{value}"' in line), 0)


def _of_key(text: str, key: str, *, question: bool = False) -> int:
    """The line on which a part of this key is begun, or a question: in a file questions stand before parts."""
    found = list(re.finditer(rf'\bkey"?\s*[=:]\s*"{re.escape(key)}"', text)) if key else []
    return text.count("\n", 0, found[0 if question else -1].start()) + 1 if found else 0


def _line(text: str, path: str, is_json: bool) -> int:
    """The line of a path such as `nodes[3].days`: the name within its block, else the beginning of the block."""
    found = INDEX.match(path)
    lines = text.splitlines()
    if found is None:
        name = re.escape(path.split(".")[0])
        return next((at for at, one in enumerate(lines, 1) if re.match(rf'\s*"?{name}"?\s*[=:]', one)), 0)
    begins, ends = _block(text, found[1], int(found[2]), is_json)
    if found[3]:
        wanted = re.compile(rf'(^|[\s{{,])"?{re.escape(found[3])}"?\s*[=:]')
        for at in range(begins, min(ends, len(lines)) + 1):
            if wanted.search(lines[at - 1]):
                return at
    return begins


def _block(text: str, name: str, index: int, is_json: bool) -> tuple[int, int]:
    """The first and the last line of the n-th thing of a list."""
    if not is_json:
        lines = text.splitlines()
        heads = [at for at, one in enumerate(lines, 1) if one.lstrip().startswith("[[")]
        own = [at for at in heads if lines[at - 1].strip() == f"[[{name}]]"]
        if index >= len(own):
            return 0, 0
        return own[index], next((at - 1 for at in heads if at > own[index]), len(lines))
    opened = re.search(rf'"{re.escape(name)}"\s*:\s*\[', text)
    found = list(_objects(text, opened.end(), index)) if opened else []
    return found[0] if found else (0, 0)


def _objects(text: str, begin: int, index: int) -> Iterator[tuple[int, int]]:
    """The lines of the n-th object of a list in JSON that begins there."""
    depth, seen, start, at = 0, -1, begin, begin
    for token in re.finditer(r'"(?:\\.|[^"\\])*"|[{}\[\]]', text[begin:]):
        at = begin + token.start()
        if token[0] in "{[":
            seen, start = (seen + 1, at) if depth == 0 else (seen, start)
            depth += 1
        elif token[0] in "}]":
            depth -= 1
            if depth == 0 and seen == index:
                yield text.count("\n", 0, start) + 1, text.count("\n", 0, at) + 1
                return
            if depth < 0:
                return


def as_json(offered: Offered) -> bytes:
    """A version as JSON, with the codes of its items."""
    return orjson.dumps({**values_of(offered.content), ITEMS: offers.codes_of(offered.id)}, option=orjson.OPT_INDENT_2)


def as_toml(offered: Offered) -> bytes:
    """The same as TOML."""
    return toml(offered.content, offers.codes_of(offered.id)).encode()


def toml(bundle: Bundle, codes: Mapping[str, str]) -> str:
    """A bundle as TOML: first what it is, then its questions and parts, then the codes of items."""
    said = values_of(bundle)
    tables = {name: said.pop(name) for name in ("questions", "nodes") if name in said}
    lines = [f"{name} = {_inline(value)}" for name, value in said.items()]
    for name, these in tables.items():
        for one in these if isinstance(these, list) else ():
            lines += ["", f"[[{name}]]", *(f"{key} = {_inline(value)}" for key, value in one.items())]
    if codes:
        lines += ["", f"[{ITEMS}]", *(f"{key} = {_inline(value)}" for key, value in codes.items())]
    return "\n".join(lines) + "\n"


def _inline(value: object) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_inline(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
