import base64

import pytest
from django.db import connection, models

from zhengwu.records import sealing

NUMBER = "110101190001011009"
OLD, NEW = bytes(range(32)), bytes(range(32, 64))


@pytest.fixture(autouse=True)
def one_key(settings):
    settings.SEAL_KEYS = {"k1": OLD}


def test_it_works():
    sealed = sealing.seal("张某 " + NUMBER)
    assert NUMBER not in sealed
    assert sealing.unseal(sealed) == "张某 " + NUMBER
    assert sealing.seal("") == sealing.unseal("") == ""


def test_one_text_never_looks_the_same_twice_but_is_found_again():
    assert len({sealing.seal(NUMBER) for _ in range(100)}) == 100
    assert sealing.blind(NUMBER) == sealing.blind("１１０101 1900-0101 1009")
    assert sealing.blind("11010119000101100x") == sealing.blind("11010119000101100X")
    assert sealing.blind(NUMBER) != sealing.blind("110101190001011010")
    assert sealing.blind("") == ""
    assert sealing.blinds("") == []


@pytest.mark.parametrize("place", range(0, 60, 3))
def test_it_refuses_what_was_altered(place):
    name, _, encoded = sealing.seal(NUMBER * 2).partition(".")
    raw = bytearray(base64.b64decode(encoded))
    raw[place] ^= 1
    with pytest.raises(sealing.Unsealable):
        sealing.unseal(f"{name}.{base64.b64encode(bytes(raw)).decode()}")


@pytest.mark.parametrize("sealed", ["k1.", "k1.AAAA", "k1.%%%", "k9.AAAA", "plain", "k1." + "A" * 40])
def test_it_refuses_what_was_never_sealed(sealed):
    with pytest.raises(sealing.Unsealable):
        sealing.unseal(sealed)


def test_it_refuses_a_text_under_another_keys_name(settings):
    sealed = sealing.seal(NUMBER)
    settings.SEAL_KEYS = {"k1": OLD, "k2": OLD}
    with pytest.raises(sealing.Unsealable):
        sealing.unseal(sealed.replace("k1.", "k2."))


def test_old_keys_still_open_and_are_told(settings):
    sealed, index = sealing.seal(NUMBER), sealing.blind(NUMBER)
    settings.SEAL_KEYS = {"k2": NEW, "k1": OLD}
    assert sealing.unseal(sealed) == NUMBER
    assert sealing.stale(sealed)
    assert not sealing.stale(sealing.seal(NUMBER))
    assert index in sealing.blinds(NUMBER)
    assert sealing.blind(NUMBER) != index
    settings.SEAL_KEYS = {"k2": NEW}
    with pytest.raises(sealing.Unsealable):
        sealing.unseal(sealed)


def test_a_field_is_sealed_in_the_database_only():
    field = sealing.SealedField()
    stored = field.get_db_prep_value(NUMBER, connection)
    assert stored.startswith("k1.")
    assert field.from_db_value(stored, None, connection) == NUMBER
    assert field.get_prep_value(None) is None
    assert field.from_db_value(None, None, connection) is None


def test_a_field_cannot_be_searched():
    with pytest.raises(TypeError, match="blind index"):
        sealing.SealedField().get_lookup("exact")
    assert sealing.SealedField().get_lookup("isnull") is models.lookups.IsNull
