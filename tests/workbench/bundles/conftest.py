"""The bundle of the records' tests at the desk."""

from tests.records.bundles.conftest import applied, bundle, items  # noqa: F401 - fixtures

FIRM = "91110000600037341L"
