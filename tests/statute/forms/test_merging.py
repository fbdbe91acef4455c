"""One form out of several: nothing is asked for twice, and each form gets what it wants."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.statute.forms.samples import ANSWERS, GOOD, RESTAURANT, forms
from zhengwu.statute.forms import Part, faults_of, judged, merged, split
from zhengwu.statute.forms.judging import fields
from zhengwu.statute.forms.model import Field, Form, Kind, Section

ON = date(2026, 3, 2)
HYGIENE = Form(
    (
        Section(
            "who",
            "申请人",
            (
                Field("company", "单位名称", means="applicant.name", most=40),
                Field("tel", "联系电话", Kind.PHONE, means="applicant.phone", required=False),
                Field("area", "面积", Kind.COUNT),
            ),
        ),
    )
)
PARTS = (Part("food", "食品经营许可", RESTAURANT), Part("hygiene", "公共场所卫生许可", HYGIENE))


def test_it_works() -> None:
    """What means the same stands in front and is asked for once, by the stricter bounds; the rest by each form."""
    whole = merged(PARTS)
    assert [one.key for one in whole.form.sections[0].fields] == ["shared__applicant_name", "shared__applicant_phone"]
    assert whole.form.sections[0].fields[0].most == 40
    assert whole.form.sections[0].fields[1].required
    assert whole.saved == 2
    assert len(fields(whole.form)) == len(fields(RESTAURANT)) + 1
    assert not faults_of(whole.form)


def test_each_form_gets_its_answers() -> None:
    """Answers to the merged form are sound for each of the forms."""
    whole = merged(PARTS)
    raw = {whole.places["food", key]: value for key, value in GOOD.items()} | {"hygiene__area": ["120"]}
    found = judged(whole.form, raw, on=ON)
    assert found.sound
    told = split(whole, found.values)
    assert told["hygiene"] == {"company": "青禾面馆", "tel": "13800138000", "area": "120"}
    assert judged(RESTAURANT, told["food"], on=ON).sound


def test_bounds_that_leave_nothing_are_asked_for_apart() -> None:
    """Two fields that no answer could satisfy together do not become one."""
    one = Form((Section("s", "一", (Field("n", "面积", Kind.COUNT, most=10, means="site.area"),)),))
    other = Form((Section("s", "二", (Field("n", "面积", Kind.COUNT, least=20, means="site.area"),)),))
    assert merged((Part("a", "", one), Part("b", "", other))).saved == 0


@settings(max_examples=150)
@given(st.lists(forms(), min_size=1, max_size=3), st.data())
def test_sound_together_is_sound_apart(many: list[Form], data: st.DataObject) -> None:
    """The merged form is a sound form, and answers that satisfy it satisfy each of the forms."""
    parts = tuple(Part(f"p{at}", "", one) for at, one in enumerate(many))
    whole = merged(parts)
    assert not faults_of(whole.form)
    raw = {one.key: [data.draw(ANSWERS)] for one in fields(whole.form)}
    found = judged(whole.form, raw, on=ON)
    wrong = {one.field for one in found.faults}
    eased = tuple(
        replace(part, form=_without(part, whole.places, wrong)) for part in parts
    )  # what is wrong together may be wrong apart
    told = split(whole, found.values)
    for part in eased:
        apart = {one.field for one in judged(part.form, told.get(part.key, {}), on=ON).faults}
        assert not apart, (apart, wrong)


def _without(part: Part, places: dict[tuple[str, str], str], wrong: set[str]) -> Form:
    """The form with those fields optional whose answer was wrong in the merged one."""
    return replace(
        part.form,
        sections=tuple(
            replace(
                section,
                fields=tuple(
                    replace(one, required=one.required and places[part.key, one.key] not in wrong)
                    for one in section.fields
                ),
            )
            for section in part.form.sections
        ),
    )
