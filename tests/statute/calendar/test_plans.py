"""A plan that an office supplies: three kinds of file, one content, and every fault with its line."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengwu.statute.calendar import national, plan_from

CSV = """\
类别,起始,截止,名称,依据
年份,2027
文号,国办发明电〔2026〕0号
发布日期,2026年11月25日
放假,2027-01-01,2027-01-03,元旦
放假,2027/2/5,2027/2/12,春节
放假,2027-04-03,2027-04-05,清明节
放假,2027-05-01,2027-05-05,劳动节
放假,2027-06-09,,端午节
放假,2027-09-15,,中秋节
放假,2027-10-01,2027-10-07,国庆节
上班,2026-12-27,,元旦,
"""
TREE = {
    "year": 2027,
    "notice": "国办发明电〔2026〕0号",
    "issued": "2026-11-25",
    "off": [
        {"first": "2027-01-01", "last": "2027-01-03", "name": "元旦"},
        {"first": "2027-02-05", "last": "2027-02-12", "name": "春节"},
        {"first": "2027-04-03", "last": "2027-04-05", "name": "清明节"},
        {"first": "2027-05-01", "last": "2027-05-05", "name": "劳动节"},
        {"first": "2027-06-09", "name": "端午节"},
        {"first": "2027-09-15", "name": "中秋节"},
        {"first": "2027-10-01", "last": "2027-10-07", "name": "国庆节"},
    ],
    "work": [{"on": "2026-12-27", "name": "元旦"}],
}
KEYS = {*TREE, "title", "verified", "note", "first", "last", "name", "source", "on"}


def told(text, kind="csv"):
    """The faults of a file as (line, column, code)."""
    reading = plan_from(text, kind)
    assert (reading.plan is None) == bool(reading.faults)
    assert all(fault.zh and fault.en for fault in reading.faults)
    return [(fault.line, fault.column, fault.code) for fault in reading.faults]


def test_it_works():
    plan = plan_from(CSV, "csv").plan
    assert (plan.year, plan.issued, len(plan.off), len(plan.work)) == (2027, date(2026, 11, 25), 7, 1)
    assert plan.title == "国务院办公厅关于2027年部分节假日安排的通知"
    assert national().with_year(plan).is_working_day(date(2026, 12, 27))


def test_the_three_kinds_say_the_same():
    assert plan_from(CSV, "csv") == plan_from(json.dumps(TREE), "json") == plan_from("\ufeff" + CSV, "csv")
    for year in range(2007, 2027):
        assert national().plan(year).year == year


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("年份,2027", "年份,二〇二七", (2, "year", "no_year")),
        ("年份,2027", "年份,1999", (2, "year", "year_outside")),
        ("年份,2027", "年份,2027\n年份,2027", (3, "year", "twice")),
        ("放假,2027-01-01,2027-01-03", "放假,2027-01-03,2027-01-01", (5, "last", "backwards")),
        ("放假,2027-01-01", "放假,2027-02-30", (5, "first", "no_date")),
        ("2027-01-03,元旦", "2027-01-03,", (5, "name", "no_name")),
        ("放假,2027-06-09,", "放假,2028-06-09,", (9, "first", "other_year")),
        ("放假,2027-06-09,", "放假,2027-02-12,", (9, "first", "twice")),
        ("放假,2027-06-09,,", "放假,2027-06-09,2027-08-09,", (9, "last", "too_many_days")),
        ("放假,2027-09-15", "休息,2027-09-15", (10, "what", "unknown_what")),
        ("放假,2027-06-09,,端午节\n", "", (0, "off", "holiday_worked")),
        ("上班,2026-12-27", "上班,2026-12-28", (12, "on", "no_weekend")),
        ("上班,2026-12-27", "上班,2027-02-06", (12, "on", "both")),
        ("上班,2026-12-27", "上班,2026-11-29", (12, "on", "other_year")),
        ("上班,2026-12-27,", "上班,2026-12-26,2026-12-27", (12, "last", "one_day")),
        ("上班,2026-12-27,,元旦,", "上班,2026-12-27,,元旦,\n上班,2026-12-27,,元旦,", (13, "on", "twice")),
        ("文号,国办发明电〔2026〕0号\n", "", (0, "notice", "no_notice")),
        ("类别,起始", "a,b", (1, "first、what", "no_head")),
        ("2027-01-03,元旦", "2027-01-03,元旦,,三天", (5, "", "too_many_cells")),
        ("2027-01-03,元旦", "2027-01-03,元\x07旦", (5, "name", "no_name")),
    ],
)
def test_it_refuses_a_slip_of_the_pen_with_its_line(old, new, fault):
    assert old in CSV
    assert fault in told(CSV.replace(old, new))


def test_it_tells_the_line_in_json_and_toml():
    broken = {**TREE, "work": [{"on": "2026-12-28", "name": "元旦"}]}
    assert told(json.dumps(broken, indent=1), "json")[0][0] > 30
    row = '{ first = 2027-01-01, last = 2026-01-03, name = "元旦" }'
    toml = f'year = 2027\nnotice = "x"\noff = [\n  {row},\n]\nwork = []\n'
    assert told(toml, "toml")[0] == (4, "last", "backwards")


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("{", "json", "broken"),
        ("[" * 90_000, "json", "broken"),
        ("x = [" * 9_000, "toml", "broken"),
        ("year = ", "toml", "broken"),
        ("[]", "json", "no_table"),
        ('{"year": 2027, "off": 3}', "json", "no_list"),
        ('{"year": 2027, "holiday": []}', "json", "unknown_key"),
        ('{"year": 2027, "off": [{"from": 1}]}', "json", "unknown_key"),
        ('{"year": true, "notice": 5, "issued": 7, "verified": 8, "off": []}', "json", "no_year"),
        ('{"year": 2027, "off": [{"first": "2027-01-01", "name": 5, "source": 6}]}', "json", "no_name"),
        ('{"year": 2027, "notice": "\\ud800", "off": []}', "json", "no_text"),
        (f'{{"year": {"9" * 5000}}}', "json", "broken"),
        ("", "csv", "no_head"),
        ('what,first\n"', "csv", "broken"),
        ("x" * 200_000, "csv", "too_long"),
        ("", "xlsx", "unknown_kind"),
    ],
)
def test_it_refuses_what_is_no_plan(text, kind, code):
    assert code in [fault[2] for fault in told(text, kind)]


def test_all_faults_of_a_file_are_told_at_once():
    twice_wrong = CSV.replace("2027-01-03,元旦", "2027-01-32,").replace("2027-06-09,,", "六月,,")
    assert told(twice_wrong) == [(5, "last", "no_date"), (5, "name", "no_name"), (9, "first", "no_date")]


@given(st.text(max_size=300), st.sampled_from(("csv", "json", "toml")))
def test_nothing_that_is_supplied_raises(text, kind):
    told(text, kind)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(("2027-01-01", 2027)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(sorted(KEYS)), inner, max_size=6),
)


@given(st.dictionaries(st.sampled_from(sorted(KEYS)), JSON, max_size=6))
def test_nothing_of_the_right_shape_raises(tree):
    told(json.dumps(tree), "json")
    told(json.dumps({**TREE, **tree}), "json")


def test_the_shipped_plans_keep_the_rules():
    for year in range(2007, 2027):
        plan = national().plan(year)
        assert plan.notice.startswith("国办发明电〔")
        assert plan.verified or plan.note
