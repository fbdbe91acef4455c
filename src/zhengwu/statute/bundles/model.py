"""What a bundle is (一件事): the parts of what somebody wants to do, and which of them wait for which."""

import re
from dataclasses import dataclass

from zhengwu.statute.catalogue.model import Question
from zhengwu.statute.forms.model import When

ARTICLE = re.compile(
    "第[零一二三四五六七八九十百]+条(之[一二三四五])?(第[一二三四五六七八九十]+款)?(第[（(]?[一二三四五六七八九十]+[)）]?项)?"
)


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a bundle, for which an office binds one of its items.

    It waits for those in `after`; parts of the same `together` begin together and are dealt with side by side, such as
    a joint plan review or acceptance (联合图审、联合验收). It applies where `when` holds. `hint` and `catalog_code` say
    which item is meant; `days` and `materials` are usual where none is bound yet. `on_refusal` says what becomes of it
    where one that it waits for is not granted: "end" it, or "go_on".
    """

    key: str
    name: str
    hint: str = ""
    catalog_code: str = ""
    days: int = 20
    after: tuple[str, ...] = ()
    when: tuple[When, ...] = ()
    together: str = ""
    on_refusal: str = "end"
    materials: tuple[str, ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Something that people do, with all that an office must decide for it. `lead` and `cooperating` are kinds of body.

    `source` names where it is called for; `joint` says that all that begins at once is accepted in one act (联合受理).
    It is on offer from the day `since` through `until`, as YYYY-MM-DD; empty: from when it is published, without end.
    `verified`: somebody has compared the legal bases of its parts with the acts; until then they are told without their
    articles, and editors are warned.
    """

    key: str
    name: str
    nodes: tuple[Node, ...]
    lead: str = ""
    cooperating: tuple[str, ...] = ()
    event: str = ""
    source: str = ""
    summary: str = ""
    questions: tuple[Question, ...] = ()
    joint: bool = True
    since: str = ""
    until: str = ""
    verified: bool = True

    def basis(self, node: Node) -> str:
        """The legal basis of a part as the public is told it."""
        return node.basis if self.verified else ARTICLE.sub("", node.basis)
