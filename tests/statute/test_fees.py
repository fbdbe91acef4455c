"""The processing fee: the known vectors, the bands that lead to them, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengwu.statute.fees import Band, FeeBasis, FeeRefused, per_item, per_page

ITEMS = {0: 0, 1: 0, 10: 0, 11: 100, 30: 2000, 31: 2200, 40: 4000, 41: 4300, 50: 7000, 51: 7400}
PAGES = {0: 0, 1: 0, 30: 0, 31: 10, 100: 700, 101: 720, 200: 2700, 201: 2740, 250: 4700}


def test_it_works():
    fee = per_item(31)
    assert (fee.total, fee.fee_basis, fee.count) == (2200, FeeBasis.PER_ITEM, 31)
    assert fee.bands == (Band(1, 10, 10, 0, 0), Band(11, 30, 20, 100, 2000), Band(31, 31, 1, 200, 200))
    assert fee.basis == "政府信息公开信息处理费管理办法（国办函〔2020〕109号）第四条"
    assert fee.zh == "共31件，第1至10件免费；第11至30件每件100元，2000元；第31件每件200元，200元；合计2200元。"
    assert fee.en.endswith("item 31 at 200 yuan each, 200 yuan; 2200 yuan in all.")


@pytest.mark.parametrize("items", ITEMS)
def test_the_known_fees_by_item(items):
    assert per_item(items).total == ITEMS[items]


@pytest.mark.parametrize("pages", PAGES)
def test_the_known_fees_by_page(pages):
    fee = per_page(pages)
    assert (fee.total, fee.fee_basis) == (PAGES[pages], FeeBasis.PER_PAGE)
    assert fee.basis.endswith("第五条")


def rate(item):
    """What the n-th item costs, said another way: 0 to the tenth, 100 to the thirtieth, then 100 more every ten."""
    return 0 if item <= 10 else 100 if item <= 30 else 100 * ((item - 31) // 10 + 2)


@given(st.integers(0, 400), st.integers(0, 400))
def test_every_item_is_charged_at_its_own_rate(items, earlier):
    fee = per_item(items, earlier)
    assert fee.total == sum(rate(item) for item in range(earlier + 1, earlier + items + 1))
    assert fee.total == per_item(items + earlier).total - per_item(earlier).total
    assert sum(band.count for band in fee.bands) == items
    assert sum(band.amount for band in fee.bands) == fee.total


@given(st.integers(0, 5000))
def test_one_page_more_never_costs_less(pages):
    step = per_page(pages + 1).total - per_page(pages).total
    assert step in (0, 10, 20, 40)
    assert sum(band.count for band in per_page(pages).bands) == pages


def test_a_flood_of_items_is_counted_and_still_told_in_few_words():
    fee = per_item(45_000)
    assert fee.total == sum(rate(item) for item in range(1, 45_001))
    assert len(fee.zh) < 300
    assert "……" in fee.zh


@pytest.mark.parametrize("wrong", [-1, 1_000_001, 1.5, "30", None, True])
def test_it_refuses_what_is_no_number_of_items_or_pages(wrong):
    for count in (per_item, per_page, lambda earlier: per_item(1, earlier)):
        with pytest.raises(FeeRefused) as caught:
            count(wrong)
        assert caught.value.zh
        assert str(wrong) in caught.value.en
