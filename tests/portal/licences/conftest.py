"""The licences of the records' tests."""

from tests.records.licences.conftest import grant, shipped

__all__ = ["grant", "shipped"]
