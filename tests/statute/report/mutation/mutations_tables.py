"""Damages to the make-up of tables: rows and columns lost, doubled, moved, merged, or arranged otherwise."""

import copy
import random
import re

from tests.statute.report.mutation.damage import (
    Damage,
    damage,
    data_lines,
    doubt,
    doubt_table,
    drop_line,
    figures_in,
    head_of,
    insert_line,
    spoil,
    variant,
    widen,
)
from tests.statute.report.mutation.page import NONE_WORD, Box, Page, Para, Printed


@damage()
def rows_moved(page: Page, rng: random.Random) -> None:
    """Rows in another order, each with its own label, within their group."""
    for table in page.tables("publications", "requests"):
        lines = table.lines
        for upper in data_lines(table):
            lower = upper + 1
            plain = lower < len(lines) and all(len(lines[n]) == len(figures_in(lines[n])) + 1 for n in (upper, lower))
            if plain and figures_in(lines[lower]) and rng.random() < 0.5:
                lines[upper], lines[lower] = lines[lower], lines[upper]


@damage()
def row_missing(page: Page, rng: random.Random) -> None:
    """Rows that are not there at all."""
    for table in page.tables("publications", "requests"):
        for _ in range(2):
            drop_line(table, rng.choice(data_lines(table)))


@damage(alone=True)
def row_doubled(page: Page, rng: random.Random) -> None:
    """A row printed again with other figures: nobody can say which is right."""
    for table in page.tables("publications", "requests"):
        number = rng.choice(data_lines(table))
        line = table.lines[number]
        label = [box for box in line if not box.key][-1:]
        again = [copy.copy(box) for box in (*label, *figures_in(line))]
        for box in figures_in(again):
            box.truth = rng.randint(2001, 9000)
            box.text = str(box.truth)
        insert_line(table, number + 1, again)
        doubt(page, line)


@damage()
def row_extra(page: Page, rng: random.Random) -> None:
    """Rows that the form does not have, with figures."""
    for table in page.tables("publications", "requests"):
        number = rng.choice(data_lines(table))
        line = table.lines[number]
        words = ["其中：行政确认", "9.其他情形", "其中：公共服务", "备注", "其他信息", "（八）撤回申请", "其他政府信息"]
        extra = [Box(rng.choice(words))]
        extra += [Box(str(rng.randint(2001, 9000)), cols=box.cols) for box in figures_in(line)]
        insert_line(table, number + 1, extra)


@damage("2021")
def other_in_one_row(page: Page, rng: random.Random) -> None:
    """One row 其他处理 inside form 2021, as form 2019 had it."""
    for table in page.tables("requests"):
        at = next(n for n in data_lines(table) if figures_in(table.lines[n])[0].key[1] == "other_uncorrected")  # type: ignore[index]
        drop_line(table, at + 2)
        drop_line(table, at + 1)
        line = table.lines[at]
        group, label = [box for box in line if not box.key]
        group.cols, group.rows = 2, 1
        line.remove(label)
        for box in figures_in(line):
            box.key = (*box.key[:1], "other", *box.key[2:])  # type: ignore[index, assignment]


@damage()
def columns_moved(page: Page, rng: random.Random) -> None:
    """Columns in another order under their own heads."""
    for table in page.tables("publications"):
        for line in table.lines:
            if len(line) == 4:
                line[1:] = [line[3], line[1], line[2]]
    for table in page.tables("requests"):
        head = table.lines[2]
        order = list(range(len(head)))
        rng.shuffle(order)
        table.lines[2] = [head[n] for n in order]
        for number in data_lines(table):
            figures = figures_in(table.lines[number])
            moved = [figures[0], *(figures[1 + n] for n in order), figures[-1]]
            table.lines[number][-len(figures) :] = moved


@damage()
def total_first(page: Page, rng: random.Random) -> None:
    """The column 总计 before all others."""
    for table in page.tables("requests"):
        table.lines[1].insert(0, table.lines[1].pop())
        for number in data_lines(table):
            line = table.lines[number]
            line.insert(len(line) - len(figures_in(line)), line.pop())


@damage()
def remedies_leaves_moved(page: Page, rng: random.Random) -> None:
    """Part four with 总计 first in each group."""
    for table in page.tables("remedies"):
        for line, groups in ((table.lines[1], 1), (table.lines[2], 2), (table.lines[3], 3)):
            for start in range(0, groups * 5, 5):
                line.insert(start, line.pop(start + 4))


def _head_gone(*names: str) -> Damage:
    def apply(page: Page, rng: random.Random) -> None:
        for table in page.tables(*names):
            doubt_table(page, table.name)
            table.lines = [line for line in table.lines if any(box.key for box in line)]

    return apply


variant("publications_headless", _head_gone("publications"))
variant("requests_headless", _head_gone("requests"))
variant("remedies_headless", _head_gone("remedies"))


@damage()
def head_last_line_gone(page: Page, rng: random.Random) -> None:
    """The line of the head that names the classes is lost."""
    doubt_table(page, "requests")
    for table in page.tables("requests"):
        drop_line(table, 2)


@damage()
def serial_column(page: Page, rng: random.Random) -> None:
    """A first column 序号 that counts the rows."""
    for table in page.tables("publications", "requests"):
        count, boxes = 0, []
        for line in table.lines:
            count += bool(figures_in(line))
            boxes.append(Box(str(count) if figures_in(line) else ""))
        boxes[head_of(table) - 1 if table.name == "publications" else 0].text = "序号"
        widen(table, 0, boxes)


def _column_after(word: str, texts: list[str]) -> Damage:
    def apply(page: Page, rng: random.Random) -> None:
        for table in page.tables():
            boxes = [Box(rng.choice(texts) if figures_in(line) else "") for line in table.lines]
            boxes[0 if table.name != "publications" else 1].text = word
            widen(table, -1, boxes)

    return apply


variant("trailing_column_empty", _column_after("", [""]))
variant("remarks_column_empty", _column_after("备注", [""]))
variant("remarks_column_words", _column_after("备注", ["", "含街道", "按月统计", "无"]))
variant("remarks_column_figures", _column_after("备注", ["", "7001", "见第7002号", "7003"]))


@damage()
def spacer_columns(page: Page, rng: random.Random) -> None:
    """An empty column between the labels and the figures."""
    for table in page.tables("publications", "requests"):
        for line in table.lines:
            labels = [box for box in line if not box.key]
            if figures_in(line):
                line.insert(len(labels), Box(""))
            elif table.name == "publications" and len(line) > 1:
                line.insert(1, Box(""))
            elif len(line) == 1 or line is table.lines[0]:
                labels[0].cols += 1


def _row_values(change: str) -> Damage:
    def apply(page: Page, rng: random.Random) -> None:
        for table in page.tables():
            for number in data_lines(table):
                line = table.lines[number]
                figures = figures_in(line)
                if rng.random() < 0.3 and len(figures) > 1 and figures[-1].cols == 1:
                    at = line.index(rng.choice(figures))
                    if change == "few":
                        del line[at]
                    else:
                        line.insert(at, Box(str(rng.randint(2001, 9000))))
                    spoil(page, line)

    return apply


variant("values_too_few", _row_values("few"))
variant("values_too_many", _row_values("many"))


@damage()
def last_values_lost(page: Page, rng: random.Random) -> None:
    """Rows that end early: the last figures are not there."""
    for table in page.tables("publications", "requests"):
        for number in data_lines(table):
            line = table.lines[number]
            if rng.random() < 0.3 and len(figures_in(line)) > 1:
                del line[-rng.randint(1, len(figures_in(line)) - 1) :]
                doubt(page, line)


@damage()
def all_values_lost(page: Page, rng: random.Random) -> None:
    """Rows of which only the label is there."""
    for table in page.tables("publications", "requests"):
        for number in data_lines(table):
            if rng.random() < 0.2:
                table.lines[number] = [box for box in table.lines[number] if not box.key]


@damage()
def values_merged_across(page: Page, rng: random.Random) -> None:
    """Two neighbouring figures in one merged cell."""
    for table in page.tables("requests"):
        for at in data_lines(table):
            figures = figures_in(table.lines[at])
            if rng.random() < 0.2:
                left = rng.randrange(len(figures) - 1)
                number = figures[left].truth
                page.tolerated |= {box.key: number for box in figures[left : left + 2] if box.key}
                figures[left].cols, figures[left].truth = 2, None
                table.lines[at].remove(figures[left + 1])
                doubt(page, figures)


@damage()
def values_merged_down(page: Page, rng: random.Random) -> None:
    """One figure for two rows."""
    for table in page.tables("requests"):
        for upper in data_lines(table)[:-1:2]:
            if rng.random() < 0.4:
                at = rng.randrange(7)
                box, lower = figures_in(table.lines[upper])[at], figures_in(table.lines[upper + 1])
                page.tolerated |= {other.key: box.truth for other in (box, lower[at]) if other.key}
                box.rows, box.truth = 2, None
                table.lines[upper + 1].remove(lower[at])
                doubt(page, [*figures_in(table.lines[upper]), *lower])


@damage()
def captions(page: Page, rng: random.Random) -> None:
    """A line with unit and year between heading and table."""
    items = []
    for item in page.items:
        if isinstance(item, Printed):
            items.append(
                Para(rng.choice(["单位：件  2023年度", "（单位：件）", "表一", "填报单位：（盖章）  单位：件、万元"]))
            )
        items.append(item)
    page.items = items


@damage()
def page_numbers_inside(page: Page, rng: random.Random) -> None:
    """Page numbers as lines of a table."""
    for table in page.tables("publications", "requests"):
        for number in sorted(rng.sample(data_lines(table)[1:], 3), reverse=True):
            insert_line(table, number, [Box(rng.choice(["— 3 —", "4", "- 5 -", "第6页", "7 / 9", "第 8 页 共 9 页"]))])


def _sentence(table: str, text: str, *, none: bool) -> Damage:
    def apply(page: Page, rng: random.Random) -> None:
        cells = [Box("", key=box.key, truth=NONE_WORD if none else None) for box in page.boxes(table)]
        at = page.items.index(page.tables(table)[0])
        page.items[at] = Para(text)
        page.said.update({box.key: box.truth for box in cells if box.key})

    return apply


for _name, _table, _text, _none in (
    ("sentence_no_requests", "requests", "本年度未收到政府信息公开申请。", True),
    ("sentence_no_remedies", "remedies", "本年度没有因政府信息公开被申请行政复议或者提起行政诉讼的情况。", True),
    ("sentence_some_requests", "requests", "本年度收到政府信息公开申请12件，全部按期答复，未收到投诉。", False),
    ("sentence_no_late", "requests", "本年度依申请公开没有逾期答复的情形。", False),
    ("sentence_no_paper_requests", "requests", "本年度未收到书面申请，网上申请的办理情况另行公布。", False),
    ("sentence_but", "requests", "除上年结转的3件外，未收到新的政府信息公开申请。", False),
    ("sentence_see_annex", "requests", "收到和处理申请的情况见附件，表中无内容的栏目从略。", False),
    ("sentence_some_remedies", "remedies", "行政复议3件，均无纠错；未发生行政诉讼。", False),
    ("sentence_not_lost", "remedies", "行政复议、行政诉讼案件中没有败诉的。", False),
    ("sentence_law", "remedies", "对答复不服的，可以依法申请行政复议或者提起行政诉讼，无需缴费。", False),
):
    variant(_name, _sentence(_table, _text, none=_none))


@damage()
def table_missing(page: Page, rng: random.Random) -> None:
    """A table that is simply not there."""
    page.items.remove(rng.choice(page.tables()))


@damage()
def head_repeated_inside(page: Page, rng: random.Random) -> None:
    """The head of part three printed again in the middle of the table, as page breaks leave it."""
    for table in page.tables("requests"):
        number = rng.choice([n for n in data_lines(table) if re.match(r"^（", table.lines[n][0].text)] or [5])
        head = copy.deepcopy(table.lines[: head_of(table)])
        below = table.lines[number:]
        for at, line in enumerate(table.lines[:number]):
            for box in line:
                if at + box.rows > number:
                    rest = at + box.rows - number
                    box.rows -= rest
                    below[0].insert(0, Box("", rest, box.cols))
        table.lines = [*table.lines[:number], *head, *below]
