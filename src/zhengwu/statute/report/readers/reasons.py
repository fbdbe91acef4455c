"""Why something was seen and not placed, in the words of the trade and in English."""

REASONS: dict[str, tuple[str, str]] = {
    "too_few": (
        "该行数值个数少于栏目数，无法确定各数值属于哪一栏",
        "the row holds fewer values than columns: they cannot be placed",
    ),
    "too_many": (
        "该行数值个数多于栏目数，无法确定各数值属于哪一栏",
        "the row holds more values than columns: they cannot be placed",
    ),
    "no_values": (
        "该行没有数值",
        "the row holds no values",
    ),
    "no_head": (
        "没有读出该行所属表格的表头",
        "the head of the row's table was not found",
    ),
    "unknown_row": (
        "行名与表样不符，无法确定属于哪一行",
        "the label fits no row of the form",
    ),
    "merged": (
        "数值单元格合并，无法确定属于哪一栏",
        "value cells are merged: the value cannot be placed",
    ),
    "other_text": (
        "数值之间夹有文字，无法确定各数值属于哪一栏",
        "text stands among the values: they cannot be placed",
    ),
    "not_number": (
        "单元格中的文字不是数字",
        "the text in the cell is no number",
    ),
    "order_lost": (
        "文字中行名与数值已分离，无法确定各数值属于哪一行",
        "labels and figures come apart in the text: they cannot be matched",
    ),
    "conflict": (
        "文件中同一表格出现多次且数值不同，无法确定以哪一个为准",
        "the table occurs more than once with different figures",
    ),
    "lines_removed": (
        "文本中重复的行已被删去，无法还原",
        "repeated lines were removed from the text: it cannot be recovered",
    ),
    "head_order": (
        "表头栏目顺序与表样不符且无法确认",
        "the order of the columns cannot be made out",
    ),
    "scanned": (
        "部分页面是扫描图片，没有文字",
        "some pages are scanned pictures without text",
    ),
    "too_many_pages": (
        "页数过多，只读了前面的部分",
        "the file has too many pages: only the first ones were read",
    ),
}
