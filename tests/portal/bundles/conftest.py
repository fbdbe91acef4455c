"""The bundle of the records' tests as the public meets it."""

from dataclasses import dataclass

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.records.bundles.conftest import applied, bundle, items, office, step  # noqa: F401 - fixtures
from tests.records.bundles.test_promises import sworn  # noqa: F401 - fixture
from tests.ui.conftest import Visitor

HOME = "/bundles/open_place"
ANSWERS = {"q-sign": "yes", "q-large": "no", "q-food__fresh": "no"}
FIRM = {
    "kind": "enterprise", "name": "青禾小馆", "code": "91110000600037341L", "phone": "13800000000", "agent": "林晓禾",
}  # fmt: skip


@dataclass(frozen=True)
class Applying:
    """Somebody at the screens of an application."""

    visitor: Visitor

    def led(self, key, **typed):
        """Sends a screen; gives the screen that it led to, empty where it was refused."""
        answer = self.visitor.send(f"{HOME}/apply/{key}" if key else f"{HOME}/apply", on="/bundles/resume", **typed)
        return answer.headers.get("Location", "").removeprefix(f"{HOME}/apply/")

    def read(self, path):
        """A page, as HTML."""
        return self.visitor.open(path).text

    def until_check(self):
        """Everything before the last screen."""
        self.led("", **ANSWERS)
        self.led("who", **FIRM)
        self.led("form-shared", shared__site_area="120")
        self.led("form-food__place", food__cook="3")
        files = {f"file-{key}": paper(key) for key in ("register__lease", "sign__drawing")}
        return self.led("materials", **files, **{"later-food__plan": "yes"})


def paper(name):
    """A file."""
    return SimpleUploadedFile(f"{name}.txt", name.encode())


@pytest.fixture
def applying(bundle, tmp_path, monkeypatch):  # noqa: F811 - the fixture
    """Somebody who applies for the bundle."""
    monkeypatch.setattr(settings, "HOME", tmp_path)
    return Applying(Visitor(raise_request_exception=False))
