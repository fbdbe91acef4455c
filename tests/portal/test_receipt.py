"""The receipt: its picture to scan holds the address under any mask; being told of progress is one step from it."""

from urllib.parse import quote

import pytest
import segno
from django.conf import settings

from tests.portal.test_asking import handed_in
from tests.ui.conftest import Visitor
from zhengwu.portal.receipt import MASK
from zhengwu.records.cases.models import Case

ADDRESS = "https://xxgk.example.gov.cn/track/" + quote("青禾〔2026〕12号")
# ISO/IEC 18004, 7.8.2: which modules a mask turns over, by row and column.
MASKS = (lambda i, j: (i + j) % 2, lambda i, j: i % 2, lambda i, j: j % 3, lambda i, j: (i + j) % 3)


def unmasked(mask):
    """The modules of the data area with the mask taken off, away from the marks at the edges."""
    rows = segno.make(ADDRESS, error="m", micro=False, mask=mask).matrix
    size = len(rows)
    return [bool(rows[i][j]) ^ (MASKS[mask](i, j) == 0) for i in range(9, size - 9) for j in range(9, size - 9)]


@pytest.fixture
def receipt(district):
    """The browser of somebody who has handed in."""
    visitor = Visitor(raise_request_exception=False)
    handed_in(visitor, district.bureau)
    return visitor


def test_under_the_mask_is_what_is_under_any_other():
    assert unmasked(MASK) == unmasked(0) == unmasked(1) == unmasked(3)


def test_to_be_told_is_one_step_without_number_and_secret(receipt, monkeypatch):
    monkeypatch.setattr(settings, "MESSAGES", ("mail",))
    to = f"/track/{quote(Case.objects.get().number)}/notices/mail"
    assert f'href="{to}"' in receipt.open("/request/receipt").text
    page = receipt.open(to)
    assert page.status_code == 200
    assert 'name="value"' in page.text
    assert Visitor().get(to).headers["Location"].startswith("/track?")


def test_where_nobody_can_be_told_it_is_not_offered(receipt, monkeypatch):
    monkeypatch.setattr(settings, "MESSAGES", ())
    assert "/notices" not in receipt.open("/request/receipt").text
