"""A guide that is right has no findings; each rule finds what breaks it, at its place, and nothing else."""

from dataclasses import replace
from typing import Any

import pytest

from tests.statute.catalogue.samples import FOOD
from zhengwu.statute.catalogue import Limit, Record
from zhengwu.statute.catalogue.lint import Accuracy, accuracy, broken, counted, lint, rules
from zhengwu.statute.catalogue.model import Choice, FeeLine, Material, Question, Variant
from zhengwu.statute.forms.model import Field, Form, Kind, Section, When

APPLICATION, LAYOUT, LEASE = FOOD.materials
PREMISES = FOOD.questions[0]
TASK = "11370800MB285591843370117002011"
SIZE = Question("size", "面积多大？", (Choice("small", "小"), Choice("large", "大")), (When("premises", ("own",)),))


def rents(name: str, *more: When) -> Material:
    """A material that only those who rent bring."""
    return Material("m", name, when=(When("premises", ("rented",)), *more))


# The rule, what is changed in a record that has no findings, and where the finding is.
BREAKS: list[tuple[str, dict[str, Any], str]] = [
    ("G01", {"case_type": "on_the_spot", "variants": ()}, "promised"),
    ("G01", {"promised": Limit(0), "stages": tuple(replace(one, days=0) for one in FOOD.stages)}, "promised"),
    ("G01", {"variants": (replace(FOOD.variants[0], case_type="on_the_spot"),)}, "variants[0].promised"),
    ("G02", {"promised": Limit(21)}, "promised"),
    ("G02", {"variants": (replace(FOOD.variants[0], promised=Limit(30)),)}, "variants[0].promised"),
    ("G03", {"statutory": Limit(45)}, "statutory"),
    ("G03", {"statutory": Limit(2, "months")}, "statutory"),
    ("G04", {"statutory": Limit()}, "statutory"),
    ("G05", {"stages": tuple(replace(one, days=2) for one in FOOD.stages)}, "stages"),
    ("G06", {"visits": 1, "depth": ("acceptance",)}, "visit_reason"),
    ("G07", {"visit_reason": "需核对原件"}, "visit_reason"),
    ("G08", {"visits": None}, "visits"),
    ("G09", {"mails": False, "depth": ("consult",), "channels": ("counter",)}, "mails"),
    ("G10", {"visits": 1, "visit_reason": "需核对原件"}, "visits"),
    ("G11", {"channels": ("counter",)}, "channels"),
    ("G11", {"depth": ("consult",)}, "channels"),
    ("G12", {"charged": True}, "fees"),
    ("G12", {"charged": True, "fees": (FeeLine("工本费", "", "某办法"),)}, "fees[0]"),
    ("G13", {"pays_online": True}, "pays_online"),
    ("G13", {"fees": (FeeLine("工本费", "10元", "某办法"),)}, "fees"),
    ("G14", {"charged": None}, "charged"),
    ("G15", {"results": (replace(FOOD.results[0], sample=""),)}, "results[0].sample"),
    ("G16", {"results": ()}, "results"),
    ("G16", {"delivery": ()}, "delivery"),
    ("G17", {"consult_phone": ""}, "consult_phone"),
    ("G18", {"complaint_phone": "8888888"}, "complaint_phone"),
    ("G19", {"complaint_phone": FOOD.consult_phone}, "complaint_phone"),
    ("G20", {"court": " "}, "court"),
    ("G21", {"themes": ("marriage",), "objects": ("enterprise",)}, "themes[0]"),
    ("G21", {"themes": ("closing",), "objects": ("natural_person",)}, "themes[0]"),
    ("G22", {"themes": ()}, "themes"),
    ("G22", {"objects": ()}, "objects"),
    ("G23", {"stages": FOOD.stages[:-1]}, "stages"),
    ("G24", {"faqs": ()}, "faqs"),
    ("G26", {"bases": ()}, "bases"),
    ("G27", {"places": ()}, "places"),
    ("G28", {"commitment": replace(FOOD.commitment, obligations=())}, "commitment.obligations"),
    ("G29", {"safety": True}, "commitment.kind"),
    ("G30", {"commitment": type(FOOD.commitment)()}, "commitment.kind"),
    ("G30", {"commitment": replace(FOOD.commitment, kind="proof"), "materials": (APPLICATION, LAYOUT,
                                                                              replace(LEASE, replaced=False))},
     "commitment.kind"),
    ("G31", {"materials": tuple(replace(one, necessity="deferrable") for one in FOOD.materials)}, "materials"),
    ("G32", {"supplement_days": 0}, "supplement_days"),
    ("G33", {"task_code": "1137"}, "task_code"),
    ("G34", {"task_code": TASK, "catalog_code": TASK[19:]}, "level"),
    ("G34", {"catalog_code": "440717002011"}, "type"),
    ("G34", {"task_code": TASK, "level": "city"}, "catalog_code"),
    ("G35", {"kiosk": True}, "channels"),
    ("G36", {"materials": (*FOOD.materials, replace(LAYOUT, key="again"))}, "materials[3].name"),
    ("G37", {"materials": (replace(LAYOUT, form="paper", originals=0), APPLICATION, LEASE)}, "materials[0].originals"),
    ("H01", {"materials": (replace(APPLICATION, blank=""), LAYOUT, LEASE)}, "materials[0]"),
    ("H02", {"materials": (replace(APPLICATION, sample=""), LAYOUT, LEASE)}, "materials[0]"),
    ("H03", {"conditions": ()}, "conditions"),
    ("H04", {"materials": (APPLICATION, LAYOUT, replace(LEASE, source="government"))}, "materials[2].issuer"),
    ("H05", {"questions": (PREMISES, SIZE)}, "questions[1]"),
    ("H06", {"variants": (*FOOD.variants, Variant("b", "另一情形", (When("premises", ("own",)),), promised=Limit(2)))},
     "variants"),
    ("H07", {"variants": (replace(FOOD.variants[0], promised=FOOD.promised),)}, "variants[0]"),
    ("L01", {"materials": (*FOOD.materials, replace(LAYOUT, name="另一张图"))}, "materials"),
    ("L02", {"questions": (replace(PREMISES, choices=PREMISES.choices[:1]),), "variants": ()}, "questions[0].choices"),
    ("L03", {"materials": (APPLICATION, replace(LEASE, when=(When("ghost", ("a",)),)))}, "materials[1].when[0]"),
    ("L03", {"questions": (replace(PREMISES, when=(When("size", ("small",)),)), SIZE)}, "questions[0].when[0]"),
    ("L04", {"questions": (PREMISES, SIZE, Question("deep", "再问", SIZE.choices, (
        When("size", ("small",)), When("premises", ("rented",))))), "variants": FOOD.variants}, "questions[2]"),
    ("L05", {"questions": (PREMISES, SIZE), "materials": (*FOOD.materials, rents("证明", When("size", ("large",))))},
     "materials[3]"),
    ("L06", {"variants": (replace(FOOD.variants[0], when=()),)}, "variants[0]"),
    ("F01", {"form": Form((Section("a", "甲", (Field("kind", "业态", Kind.CHOICE),)),))}, "form.kind"),
]  # fmt: skip


def test_a_guide_that_is_right_has_no_findings() -> None:
    assert lint(FOOD) == ()


@pytest.mark.parametrize(("rule", "changes", "path"), BREAKS, ids=[f"{rule}-{path}" for rule, _, path in BREAKS])
def test_a_breach_is_found_at_its_place(rule: str, changes: dict[str, Any], path: str) -> None:
    found = {(one.rule.id, one.path) for one in lint(replace(FOOD, **changes))}
    assert (rule, path) in found


def test_every_rule_has_a_breach() -> None:
    assert {rule for rule, _, _ in BREAKS} | {"G25"} == set(rules())


@pytest.mark.parametrize("name", ["其他材料", "法律法规规定的其他材料", "有关证明文件", "其它有关资料", "身份证等材料"])
def test_a_catch_all_is_found(name: str) -> None:
    assert [one.rule.id for one in lint(_with(name))] == ["G25"]


@pytest.mark.parametrize(
    "name", ["其他收入证明", "有关部门批准文件目录表", "建筑材料清单", "与其他股东的出资协议", "申请材料真实性承诺书"]
)
def test_a_material_by_its_own_name_is_none(name: str) -> None:
    assert lint(_with(name)) == ()


def _with(name: str) -> Record:
    return replace(FOOD, materials=(*FOOD.materials, Material("x", name)))


def test_what_may_lawfully_take_longer_says_why() -> None:
    assert not lint(replace(FOOD, statutory=Limit(45, note="《行政许可法》第四十二条第二款：联合办理。")))


def test_what_is_not_applied_for_needs_no_guide() -> None:
    fine = Record(
        "违法行为的处罚", "penalty", bases=FOOD.bases, consult_phone="000-0000001", complaint_phone="000-0000002"
    )
    assert lint(fine) == ()


def test_hints_do_not_make_a_guide_inaccurate_and_what_is_broken_does() -> None:
    hinted = replace(FOOD, conditions=())
    split = replace(FOOD, questions=())
    assert counted(hinted) == 0
    assert [one.rule.id for one in broken(split)] == ["L03", "L03"]
    assert accuracy((FOOD, hinted, split)) == Accuracy(2, 3)
    assert accuracy(()).ratio is None
