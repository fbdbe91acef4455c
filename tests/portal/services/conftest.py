"""A service of 审批局 that everybody may read about and apply for, and somebody who does. Nobody here exists."""

from dataclasses import dataclass, replace
from datetime import date

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.conftest import START
from tests.statute.catalogue.samples import FOOD
from tests.ui.conftest import Visitor
from zhengwu.records.items.loading import Loaded, load
from zhengwu.records.licences import kinds
from zhengwu.records.people.actors import CLOCKWORK
from zhengwu.statute.catalogue.model import Material, Result

SINCE = date(2020, 1, 1)
FIRM = {
    "kind": "enterprise", "name": "青禾小馆", "code": "91110000600037341L", "phone": "13800000000", "agent": "林晓禾",
}  # fmt: skip
SHOP = replace(
    FOOD,
    kiosk=True,
    channels=("counter", "online", "kiosk"),
    results=(Result("食品经营许可证", "licence", "food_operation", 60),),
    materials=(*FOOD.materials, Material("firm", "营业执照", "certificate", licence_type="business_licence")),
)
REGISTER = replace(
    FOOD, name="企业设立登记", type="confirmation", themes=("company",), events=("start_business",), questions=(),
    variants=(), commitment=type(FOOD.commitment)(), objects=("enterprise",), case_type="on_the_spot",
    materials=(Material("articles", "公司章程"),), channels=("counter",),
)  # fmt: skip


@dataclass(frozen=True)
class Applying:
    """Somebody at the screens of an application: sends a screen, tells where that led."""

    visitor: Visitor
    home: str

    def send(self, key, **typed):
        """Sends a screen; gives the answer."""
        return self.visitor.send(f"{self.home}/{key}", **typed)

    def led(self, key, **typed):
        """Sends a screen; gives the screen that it led to, empty where it was refused."""
        answer = self.send(key, **typed)
        return answer.headers.get("Location", "").removeprefix(f"{self.home}/")

    def until_materials(self, commits="no", premises="rented"):
        """Everything before the materials."""
        self.send("situation", **{"q-premises": premises})
        self.send("promise", commits=commits)
        self.send("who", **FIRM)
        return self.send("form-shop", address="湖滨路1号", kind="noodles")

    def handed_in(self):
        """All of it, with every material as a file; the receipt's address."""
        self.until_materials()
        self.send("materials", **{f"file-{key}": paper(key) for key in ("application", "layout", "lease", "firm")})
        return self.led("check", declared="yes")


def paper(name):
    """A file."""
    return SimpleUploadedFile(f"{name}.txt", name.encode())


@pytest.fixture
def services(district, tmp_path, monkeypatch):
    """Ids of two services by a short name; the kinds of licences are on file, files go to a folder of the test."""
    monkeypatch.setattr(settings, "HOME", tmp_path)
    kinds.ship(district.bureau, by=CLOCKWORK, at=START, on=SINCE)
    wanted = {"shop": SHOP, "register": REGISTER}
    loaded = [Loaded(district.bureau, one, SINCE, district.other_unit) for one in wanted.values()]
    return dict(zip(wanted, load(loaded, by="test", at=START), strict=True))


@pytest.fixture
def visitor(db):
    """Somebody nobody knows."""
    return Visitor(raise_request_exception=False, headers={"accept-language": "zh-CN"})


@pytest.fixture
def applying(services, visitor):
    """The same somebody, who applies for the shop's licence."""
    return Applying(visitor, f"/services/{services['shop']}/apply")
