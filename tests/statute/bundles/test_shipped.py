"""The bundles that come along: those the reports name, sound, and within the bounds that the reports state."""

from zhengwu.statute.bundles import applying, longest, shipped, situations, waits_of
from zhengwu.statute.catalogue.codes import codes
from zhengwu.statute.catalogue.written import read_as, values_of

NAMED = {
    "open_restaurant", "open_pharmacy", "open_shop", "open_internet_cafe", "open_logistics", "open_training_school",
    "open_medical_institution", "open_labour_dispatch", "start_business", "build", "real_estate", "close_business",
}  # fmt: skip


def test_those_that_are_named_are_there() -> None:
    """Seven of a district bureau in 2020, the store and the development of another, start-up, building, closing."""
    assert set(shipped()) == NAMED


def test_every_part_says_its_law_and_its_item() -> None:
    """So that an office can find which of its items stands for it."""
    for bundle in shipped().values():
        assert bundle.lead
        assert bundle.summary
        assert not bundle.event or bundle.event in codes("life_event")
        assert all(one.basis and one.hint and one.materials for one in bundle.nodes), bundle.key


def test_a_business_starts_within_one_working_day() -> None:
    """The longest path of every situation is one working day."""
    bundle = shipped()["start_business"]
    days = {one.key: one.days for one in bundle.nodes}
    assert {longest(waits_of(applying(bundle, answers)), days)[0] for answers in situations(bundle)} == {1}


def test_a_construction_project_keeps_its_bounds() -> None:
    """22 steps and 48 materials at most, plans reviewed and works accepted jointly."""
    bundle = shipped()["build"]
    assert len(bundle.nodes) <= 22
    assert len({material for one in bundle.nodes for material in one.materials}) <= 48
    assert {one.together for one in bundle.nodes} == {"", "plan_review", "acceptance"}


def test_the_path_is_shorter_than_the_sum() -> None:
    """In no bundle does the longest path take longer than all parts one by one, and in most it takes less."""
    shorter = 0
    for bundle in shipped().values():
        days = {one.key: one.days for one in bundle.nodes}
        nodes = max((applying(bundle, answers) for answers in situations(bundle)), key=len)
        path, whole = longest(waits_of(nodes), days)[0], sum(days[one.key] for one in nodes)
        assert path <= whole
        shorter += path < whole
    assert shorter >= 10


def test_a_bundle_goes_out_as_json_and_comes_back() -> None:
    """What an office keeps of it is the same bundle."""
    for bundle in shipped().values():
        assert read_as(type(bundle), values_of(bundle)) == bundle
