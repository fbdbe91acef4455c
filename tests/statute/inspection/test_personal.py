"""Personal data is found where it is, and offices' own numbers are told apart from it."""

from pathlib import Path

import pytest

from zhengwu.statute.inspection import Said, Text, masked, personal

ID = "11010519491231002X"
CARD = "6222021234567890128"
PERSONAL = (
    (f"申请人林晓禾，身份证号{ID}。", "citizen_id", "110*************2X"),
    ("身份证号：１１０１０５１９４９１２３１００２Ｘ", "citizen_id", "110*************2X"),
    ("110105 19491231 002X", "citizen_id", "110*************2X"),
    ("身份证号：110105194912310021", "citizen_id", "110*************21"),  # its check sign is wrong, its label is not
    ("联系电话：13800001234", "mobile", "138****1234"),
    ("手机 138 0000 1234", "mobile", "138****1234"),
    ("＋86-138-0000-1234", "mobile", "138****1234"),
    ("linxiaohe@example.com", "email", "l***@example.com"),
    (f"开户行：某某银行，账号：{CARD}", "bank_card", "6222***********0128"),
    ("护照号码：E12345678", "passport", "E******78"),
    ("车牌号为苏A12345的小型轿车", "plate", "苏A1***5"),
    ("住址：文昌区和平路12号3幢2单元401室", "home_address", "文昌区和平路*号*幢*单元*室"),
    ("家住柳林镇桃园村3组18号", "home_address", None),
    ("林晓禾，男，汉族", "named_person", "林**"),
    ("1990年3月7日出生", "birth", "****年*月*日出生"),
    ("姓名：林晓禾　性别：女", "named_person", None),
)
OFFICIAL = (
    ("咨询电话：0511-80821234", "landline"),
    ("传真：（0511）8082 1234", None),
    ("监督电话：80821234", "landline"),
    ("政务服务热线12345", None),
    ("wcqxzspj@wenchang.gov.cn", "office_email"),
    ("地址：文昌区政务路1号政务服务中心二楼", "address"),
    ("统一社会信用代码：91320100MA1XK2GL2R", None),
    ("许可证编号：320102202503020012", None),
    ("增值电信业务经营许可证：苏B2-20250012", None),
    ("文审批许〔2025〕12345678号", None),
    ("金额13800001234.50元", None),
    ("合计 13,800,001,234 元", None),
    ("索引号：014000335/2025-00012", None),
    ("2025年3月2日生效，由本机关负责解释", None),
    ("自2025年3月2日起施行，有效期至2030年3月1日", None),
    ("条形码6901234567892", None),
    ("申请人林某，男", None),
    ("本报告电子版可从 www.example.gov.cn 下载", None),
    ("第三条　男女职工同工同酬", None),
    ("受理号 20250302000123456789", None),
)


def found(text: str):
    return [(one.code, one.excerpt) for one in personal([Text(Said("第 1 行", "line 1"), text)])]


@pytest.mark.parametrize(("text", "code", "excerpt"), PERSONAL)
def test_what_is_personal_is_found_and_shown_masked(text, code, excerpt):
    told = dict(found(text))
    assert code in told
    assert excerpt is None or told[code] == excerpt
    assert told[code] in masked(text)
    assert told[code] != text


@pytest.mark.parametrize(("text", "code"), OFFICIAL)
def test_what_offices_publish_is_no_more_than_told(text, code):
    told = personal([Text(Said(), text)])
    assert [one.code for one in told if one.level == "must"] == []
    assert code is None or [one.code for one in told] == [code]


def test_one_thing_is_told_once_with_its_first_place_and_how_often():
    texts = [Text(Said(f"第 {line} 行", f"line {line}"), f"电话13800001234和13900001234（{line}）") for line in (3, 7)]
    told = personal(texts)
    assert [(one.excerpt, one.where.zh, one.count) for one in told] == [
        ("138****1234", "第 3 行", 2),
        ("139****1234", "第 3 行", 2),
    ]


def test_no_whole_number_is_left_in_a_masked_text():
    text = f"林晓禾，女，{ID}，13800001234，{CARD}，linxiaohe@example.com，苏A12345"
    plain = masked(text)
    for number in (ID, "13800001234", CARD, "linxiaohe", "苏A12345", "林晓禾"):
        assert number not in plain
    assert masked(plain) == plain


@pytest.mark.real
@pytest.mark.parametrize("path", sorted(Path("../shared/reports").glob("*.txt")), ids=lambda path: path.stem)
def test_published_reports_have_nothing_that_must_be_accepted(path):
    lines = path.read_text("utf-8").splitlines()
    told = personal(Text(Said(f"{number}", ""), line) for number, line in enumerate(lines, 1))
    assert [one.code for one in told if one.level == "must"] == []
