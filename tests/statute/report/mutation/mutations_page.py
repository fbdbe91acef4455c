"""Damages to the page: headings, narrative that looks like tables, other tables, other reports, tables taken apart."""

import copy
import random
from itertools import pairwise

from tests.statute.report.mutation.damage import damage, data_lines, doubt, doubt_table, figures_in, head_of
from tests.statute.report.mutation.figures import figures_of
from tests.statute.report.mutation.page import Box, Page, Para, Printed, build, rng_for
from zhengwu.statute.report.formats import formats

NUMERALS = "一二三四五六七八九十"


def headings(page: Page) -> list[Para]:
    """The headings of the parts."""
    return [item for item in page.items if isinstance(item, Para) and item.kind == "h"]


def after_heading(page: Page, number: int) -> int:
    """The place in the page right after a part's heading."""
    return page.items.index(headings(page)[number]) + 1


@damage()
def parts_shifted(page: Page, rng: random.Random) -> None:
    """The numbers of the parts shifted by one or two, or started again from one."""
    step, restart = rng.randint(1, 3), rng.randint(1, 4)
    for number, heading in enumerate(headings(page)):
        at = number + step if rng.random() < 0.5 or number < restart else number - restart
        heading.text = NUMERALS[at] + heading.text[1:]


@damage()
def parts_renamed(page: Page, rng: random.Random) -> None:
    """Headings in other words."""
    words = [
        "一、工作概述",
        "二、行政机关主动公开政府信息的情况",
        "三、行政机关收到和处理政府信息公开申请的情况",
        "四、因政府信息公开工作被申请行政复议、提起行政诉讼的情况",
        "五、工作中的不足和改进措施",
        "六、其他事项",
    ]
    for heading, text in zip(headings(page), words, strict=True):
        heading.text = text


@damage()
def parts_without_headings(page: Page, rng: random.Random) -> None:
    """No headings at all, or some of them missing."""
    gone = [heading for heading in headings(page) if rng.random() < 0.7]
    page.items = [item for item in page.items if not any(item is heading for heading in gone)]


@damage()
def headings_unnumbered(page: Page, rng: random.Random) -> None:
    """Headings without numbers."""
    for heading in headings(page):
        heading.text = heading.text[2:]


@damage()
def contents_first(page: Page, rng: random.Random) -> None:
    """A table of contents in front, with page numbers."""
    lines = [Para("目  录")]
    for number, heading in enumerate(headings(page)):
        lines.append(Para(heading.text + rng.choice([" ", "……", "\t", "........"]) + str(number + 1)))
    page.items[1:1] = lines


@damage()
def narrative_headings(page: Page, rng: random.Random) -> None:
    """Headings inside part one that look like parts two and three."""
    page.items[after_heading(page, 0) : after_heading(page, 0)] = [
        Para("（一）主动公开政府信息情况"),
        Para("全年在网站上发布各类信息1203条，其中规章0件，规范性文件14件，行政许可结果3301条。"),
        Para("二、主动公开情况"),
        Para("行政许可"),
        Para("全部办事指南都已更新，行政处罚结果7日内上网。"),
        Para("（二）收到和处理政府信息公开申请情况"),
        Para("新收申请88件，办结86件，结转2件。"),
        Para("总计"),
    ]


SHORT = [
    "行政许可：3301条",
    "行政处罚 2207 件",
    "1.重复申请5件；",
    "予以公开 61 件，部分公开 7 件",
    "规章 4 件、规范性文件 9 件",
    "行政强制：",
    "2018",
    "总计 4520",
    "自然人 52 件，商业企业 9 件，总计 61 件",
    "行政复议 结果维持 3 件",
]


@damage()
def narrative_short_lines(page: Page, rng: random.Random) -> None:
    """Short lines with the words of rows and figures in parts one and five."""
    for number in (0, 4):
        at = after_heading(page, number)
        page.items[at:at] = [Para(text) for text in rng.sample(SHORT, 4)]


@damage()
def narrative_before_tables(page: Page, rng: random.Random) -> None:
    """Short lines with the words of rows and figures right above the tables of their own part."""
    for number in (1, 2, 3):
        at = after_heading(page, number)
        page.items[at:at] = [Para(text) for text in rng.sample(SHORT, 3)]


def _other_table(*rows: str) -> Printed:
    return Printed("", [[Box(text) for text in row.split()] for row in rows])


OTHERS = (
    ("类别 数量", "行政许可 8121", "行政处罚 8122", "行政强制 8123", "重复申请 8124", "总计 8125"),
    ("项目 2018 2019 2020", "规章 8101 8102 8103", "行政许可 8104 8105 8106", "规范性文件 8107 8108 8109"),
    ("栏目 自然人 商业企业 总计", "予以公开 8131 8132 8133", "不予公开 8134 8135 8136", "重复申请 8137 8138 8139"),
    ("信息内容 发布条数", "行政许可 8141", "行政事业性收费 8142", "政府集中采购 8143"),
    ("季度 结果维持 结果纠正 总计", "一季度 8151 8152 8153", "行政复议 8154 8155 8156"),
    ("指标 单位 数量", "本年新收政府信息公开申请数量 件 8161", "上年结转政府信息公开申请数量 件 8162", "总计 件 8163"),
)


@damage()
def unrelated_table(page: Page, rng: random.Random) -> None:
    """A table of something else in part one, with rows named as in the form."""
    at = after_heading(page, 0)
    page.items[at:at] = [Para("办理情况统计如下："), _other_table(*rng.choice(OTHERS)), Para("以上为全年情况。")]


@damage()
def unrelated_table_last(page: Page, rng: random.Random) -> None:
    """A table of something else in the last part."""
    page.items += [Para("附：业务统计"), _other_table(*rng.choice(OTHERS))]


@damage()
def unrelated_table_inside(page: Page, rng: random.Random) -> None:
    """A table of something else in part two or three, before the table of the form or after it."""
    for number in (1, 2):
        at = after_heading(page, number) + rng.randrange(2)
        page.items.insert(at, _other_table(*rng.choice(OTHERS)))


@damage()
def breakdown_tables(page: Page, rng: random.Random) -> None:
    """A table by department with the words of rows as its columns."""
    rows = ("单位 行政许可 行政处罚 总计", "城管局 8171 8172 8173", "交通局 8174 8175 8176", "合计 8177 8178 8179")
    page.items.insert(after_heading(page, 1) + 1, _other_table(*rows))


def _blank_form(page: Page, *, other: bool) -> list[Printed]:
    form = next(form for form in formats() if (form.key != page.form.key) is other)
    blank = build(form, figures_of(form, "sparse", rng_for("blank")), page.year)
    for box in blank.boxes():
        box.text, box.key, box.truth = "", None, None
    return [Printed("", table.lines) for table in blank.tables()]


@damage()
def blank_form_of_other_year_before(page: Page, rng: random.Random) -> None:
    """A form of the wrong year, not filled in, before each table."""
    for table, blank in zip(page.tables(), _blank_form(page, other=True), strict=True):
        page.items.insert(page.items.index(table), blank)


@damage()
def blank_form_of_other_year_after(page: Page, rng: random.Random) -> None:
    """A form of the wrong year, not filled in, at the end."""
    page.items += _blank_form(page, other=True)


@damage()
def blank_form_before(page: Page, rng: random.Random) -> None:
    """The form itself, not filled in, before the report."""
    page.items[1:1] = _blank_form(page, other=False)


@damage(alone=True)
def two_reports(page: Page, rng: random.Random) -> None:
    """The reports of two bodies one after the other: the first, the second or nothing may be read, never a mixture."""
    other = build(page.form, figures_of(page.form, "distinct", rng), page.year, "云岭市数据资源管理局")
    page.rivals = [page.truth(), other.truth(), {}]
    page.items += other.items
    doubt_table(page)


@damage(alone=True)
def two_years(page: Page, rng: random.Random) -> None:
    """This year's report and last year's in one file."""
    other = build(page.form, figures_of(page.form, "distinct", rng), page.year - 1)
    page.rivals = [page.truth(), other.truth(), {}]
    page.items += other.items
    doubt_table(page)


@damage(alone=True)
def bodies_in_two_cells(page: Page, rng: random.Random) -> None:
    """Two bodies in two cells of a layout table; layouts without such tables print the first one only."""
    page.twin = build(page.form, figures_of(page.form, "distinct", rng), page.year, "云岭市数据资源管理局")
    page.rivals = [page.truth(), page.twin.truth(), {}]
    doubt_table(page)


@damage(alone=True)
def tables_printed_twice(page: Page, rng: random.Random) -> None:
    """Each table printed twice with the same figures."""
    for table in page.tables():
        page.items.insert(page.items.index(table) + 1, copy.deepcopy(table))


@damage(alone=True)
def bodies_in_one_row(page: Page, rng: random.Random) -> None:
    """Two bodies side by side in one table: two groups of label and figures in each row."""
    other = build(page.form, figures_of(page.form, "distinct", rng), page.year)
    for table, twin in zip(page.tables(), other.tables(), strict=True):
        for line, more in zip(table.lines, twin.lines, strict=True):
            line += more


@damage()
def blocks_in_one_row(page: Page, rng: random.Random) -> None:
    """Two blocks of part two side by side: two labels and two groups of figures in a row."""
    doubt_table(page, "publications")
    for table in page.tables("publications"):
        left, right = table.lines[:4], table.lines[4:8] if page.form.key == "2019" else table.lines[6:9]
        rest = table.lines[8:] if page.form.key == "2019" else [*table.lines[4:6], *table.lines[9:]]
        right = [*right, [Box("", cols=4)]][:4]
        table.lines = [a + b for a, b in zip(left, right, strict=True)] + rest


@damage()
def publications_apart(page: Page, rng: random.Random) -> None:
    """Part two as one table a block, its title in the table or above it."""
    above = rng.random() < 0.5
    for table in page.tables("publications"):
        starts = [n for n, line in enumerate(table.lines) if len(line) == 1] + [len(table.lines)]
        parts: list[Para | Printed] = []
        for start, end in pairwise(starts):
            lines = table.lines[start:end]
            parts += [Para(lines[0][0].text)] if above else []
            parts.append(Printed("publications", lines[1:] if above else lines))
        at = page.items.index(table)
        page.items[at : at + 1] = parts


@damage()
def remedies_apart(page: Page, rng: random.Random) -> None:
    """Part four as three tables, each under its own name."""
    for table in page.tables("remedies"):
        names = [
            ("行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）"),
            ("行政复议", "未经复议直接起诉", "复议后起诉"),
        ]
        parts: list[Para | Printed] = []
        inside = rng.random() < 0.5
        for number, name in enumerate(rng.choice(names)):
            leaves = [Box(box.text) for box in table.lines[1][:5]]
            lines = [leaves, table.lines[3][number * 5 : number * 5 + 5]]
            parts += [] if inside else [Para(name)]
            parts.append(Printed("remedies", [[Box(name, cols=5)], *lines] if inside else lines))
        at = page.items.index(table)
        page.items[at : at + 1] = parts


@damage()
def remedies_by_rows(page: Page, rng: random.Random) -> None:
    """Part four with one row a group."""
    for table in page.tables("remedies"):
        leaves = [Box(box.text) for box in table.lines[1][:5]]
        names = ("行政复议", "未经复议直接起诉", "复议后起诉")
        rows = [[Box(name), *table.lines[3][at * 5 : at * 5 + 5]] for at, name in enumerate(names)]
        table.lines = [[Box("类别"), *leaves], *rows]


@damage()
def remedies_turned(page: Page, rng: random.Random) -> None:
    """Part four with the results down the side and the groups across."""
    doubt_table(page, "remedies")
    for table in page.tables("remedies"):
        figures = table.lines[3]
        rows = [[Box(table.lines[1][n].text), *figures[n::5]] for n in range(5)]
        table.lines = [[Box("结果"), Box("行政复议"), Box("未经复议直接起诉"), Box("复议后起诉")], *rows]


@damage()
def remedies_down(page: Page, rng: random.Random) -> None:
    """Part four with one figure a row: group, result, figure."""
    doubt_table(page, "remedies")
    for table in page.tables("remedies"):
        names = ("行政复议", "未经复议直接起诉", "复议后起诉")
        rows = []
        for n, box in enumerate(table.lines[3]):
            leaf = Box(table.lines[1][n % 5].text)
            rows.append([Box(names[n // 5], rows=5), leaf, box] if n % 5 == 0 else [leaf, box])
        table.lines = rows


@damage()
def requests_turned(page: Page, rng: random.Random) -> None:
    """Part three with the classes down the side and the results across."""
    doubt_table(page, "requests")
    for table in page.tables("requests"):
        rows = [table.lines[n] for n in data_lines(table)]
        labels = [[box for box in row if not box.key][-1].text for row in rows]
        words = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
        turned = [[Box(word), *(figures_in(row)[n] for row in rows)] for n, word in enumerate(words)]
        table.lines = [[Box("申请人情况"), *(Box(label) for label in labels)], *turned]


def split_table(table: Printed, number: int, head: list[list[Box]]) -> tuple[Printed, Printed]:
    """A table cut before line `number`; labels that span the cut end above it and leave empty cells below."""
    below = [list(line) for line in table.lines[number:]]
    for at, line in reversed(list(enumerate(table.lines[:number]))):
        for box in reversed(line):
            if at + box.rows > number:
                below[0].insert(0, Box("", at + box.rows - number, box.cols))
                box.rows = number - at
    return Printed(table.name, table.lines[:number]), Printed(table.name, [*head, *below])


def _cut(page: Page, rng: random.Random, *, repeated: bool, number: bool) -> None:
    for table in page.tables("requests"):
        head = [[Box(box.text, box.rows, box.cols) for box in line] for line in table.lines[: head_of(table)]]
        cut = rng.choice(data_lines(table)[2:-2])
        upper, lower = split_table(table, cut, head if repeated else [])
        at = page.items.index(table)
        page.items[at : at + 1] = [upper, *([Para("— 7 —")] if number else []), lower]


@damage()
def requests_cut(page: Page, rng: random.Random) -> None:
    """Part three cut by a page break, the head not repeated."""
    _cut(page, rng, repeated=False, number=False)


@damage()
def requests_cut_repeated(page: Page, rng: random.Random) -> None:
    """Part three cut by a page break, the head repeated, a page number between."""
    _cut(page, rng, repeated=True, number=True)


@damage()
def requests_cut_numbered(page: Page, rng: random.Random) -> None:
    """Part three cut by a page break, a page number between, no head."""
    _cut(page, rng, repeated=False, number=True)


@damage()
def row_cut_by_break(page: Page, rng: random.Random) -> None:
    """A row cut in two by a page break: half its label above, the other half with the figures below."""
    for table in page.tables("requests"):
        plain = [n for n in data_lines(table)[2:-2] if len(table.lines[n]) == 8 and len(table.lines[n][0].text) > 6]
        cut = rng.choice(plain)
        label = table.lines[cut][0]
        half = len(label.text) // 2
        doubt(page, table.lines[cut])
        stump = [Box(label.text[:half], cols=label.cols), *(Box("") for _ in range(7))]
        label.text = label.text[half:]
        upper, lower = split_table(table, cut, [])
        upper.lines.append(stump)
        at = page.items.index(table)
        page.items[at : at + 1] = [upper, lower]


@damage()
def furniture_between(page: Page, rng: random.Random) -> None:
    """Lines of the web site between and after the tables."""
    words = [
        "打印 关闭 分享到：",
        "浏览次数：2318",
        "字号：大 中 小",
        "扫一扫在手机打开当前页",
        "上一页 1 2 3 下一页",
        "返回顶部",
    ]
    for table in page.tables():
        at = page.items.index(table)
        page.items[at + 1 : at + 1] = [Para(text) for text in rng.sample(words, 2)]
