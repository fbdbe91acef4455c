"""Items that are applied for at the counter: one within days, one on the spot."""

from dataclasses import replace

import pytest

from tests.statute.catalogue.samples import FOOD
from tests.workbench.conftest import AT
from tests.workbench.items.conftest import LATER, drafted, published  # noqa: F401
from zhengwu.records.items.loading import Loaded, load
from zhengwu.records.moments import day_of
from zhengwu.statute.catalogue import Limit, Material, Record
from zhengwu.statute.catalogue.model import Result

QUICK = Record(
    "社会保险参保证明打印", "public_service", handle_code="GG-0001", objects=("natural_person",),
    case_type="on_the_spot", statutory=Limit(1), promised=Limit(0), materials=(Material("identity", "身份证"),),
    results=(Result("参保证明", "document"),),
)  # fmt: skip
CODE = "11010519491231002X"


@pytest.fixture
def quick(district):
    """An item that ends on the spot: its id."""
    loaded = Loaded(district.bureau, QUICK, day_of(LATER))
    return load([loaded], by="局长", at=AT)[0]


@pytest.fixture
def simple(district):
    """An item without questions and with one material: its id."""
    form = FOOD.form.__class__()
    record = replace(FOOD, name="户外广告设置许可", handle_code="HW-0001", questions=(), variants=(), form=form,
                     materials=FOOD.materials[:1])  # fmt: skip
    return load([Loaded(district.bureau, record, day_of(LATER))], by="局长", at=AT)[0]
