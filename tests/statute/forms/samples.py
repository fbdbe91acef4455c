"""Forms that the tests fill in: one for a restaurant, and any form at all."""

from hypothesis import strategies as st

from zhengwu.statute.forms.model import Field, Form, Kind, Option, Rule, Section, When

CHOOSE = (Option("a", "甲"), Option("b", "乙"), Option("c", "丙"))
RESTAURANT = Form(
    (
        Section(
            "holder",
            "申请人",
            (
                Field("name", "名称", means="applicant.name", most=60),
                Field("code", "统一社会信用代码", Kind.CREDIT_CODE, means="applicant.code"),
                Field("phone", "电话", Kind.PHONE, means="applicant.phone", personal=True),
                Field("agent", "是否委托他人办理", Kind.YES),
                Field("agent_id", "代理人身份证号", Kind.CITIZEN_ID, personal=True, when=(When("agent", ("yes",)),)),
            ),
        ),
        Section(
            "premises",
            "经营场所",
            (
                Field("seats", "座位数", Kind.COUNT, least=1, most=5000),
                Field("capital", "投资额", Kind.YUAN, required=False),
                Field("kind", "业态", Kind.CHOICE, options=CHOOSE),
                Field("extras", "附加项目", Kind.CHOICES, required=False, options=CHOOSE, most=2),
                Field("opens", "计划开业日期", Kind.DAY, least=0, most=365),
                Field("lease", "租期起", Kind.DAY, required=False),
            ),
        ),
        Section("raw", "生食", (Field("cold", "冷食间面积", Kind.COUNT),), when=(When("kind", ("c",)),)),
    ),
    (Rule("lease", "not_after", "opens", "租期应不晚于开业日期。"),),
)
GOOD = {
    "name": ["青禾面馆"], "code": ["91110000600037341L"], "phone": ["138 0013 8000"], "agent": ["no"],
    "seats": ["４０"], "capital": ["1,200.5"], "kind": ["a"], "extras": ["a", "b"], "opens": ["2026年4月1日"],
    "lease": ["2026-03-01"],
}  # fmt: skip

MEANINGS = ("", "", "applicant.name", "applicant.phone", "site.area", "site.kind")


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """Any sound form: fields of any kind, conditions on those before them."""
    sections, before = [], []
    for at in range(draw(st.integers(1, 3))):
        fields = []
        for number in range(draw(st.integers(1, 4))):
            fields.append(_field(draw, f"f{at}_{number}", before))
            if fields[-1].kind in (Kind.CHOICE, Kind.CHOICES, Kind.YES):
                before.append(fields[-1])
        earlier = [one for one in before if one not in fields]
        sections.append(Section(f"s{at}", f"第{at}部分", tuple(fields), when=_when(draw, earlier)))
    return Form(tuple(sections))


def _field(draw: st.DrawFn, key: str, before: list[Field]) -> Field:
    kind = draw(st.sampled_from(list(Kind)))
    options = CHOOSE if kind in (Kind.CHOICE, Kind.CHOICES) else ()
    least = draw(st.sampled_from([None, 0, 1])) if kind in (Kind.COUNT, Kind.TEXT) else None
    required, means = draw(st.booleans()), draw(st.sampled_from(MEANINGS))
    return Field(key, f"字段{key}", kind, required, "", options, least, None, means, when=_when(draw, before))


def _when(draw: st.DrawFn, before: list[Field]) -> tuple[When, ...]:
    if not before or draw(st.booleans()):
        return ()
    one = draw(st.sampled_from(before))
    return (When(one.key, ("yes",) if one.kind is Kind.YES else (draw(st.sampled_from("abc")),)),)


ANSWERS = st.sampled_from(
    ["", "a", "b", "yes", "no", "3", "0", "12.50", "2026-03-01", "13800138000", "91110000600037341L",
     "11010519491231002X", "青禾", "\0", "x" * 300]
)  # fmt: skip
