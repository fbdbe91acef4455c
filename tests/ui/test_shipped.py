"""What is shipped of others' work is what the list says; and Bootstrap loses exactly what nobody uses."""

import hashlib
import tomllib

import pytest

from zhengwu.ui import shipped
from zhengwu.ui.purge import purged

VENDOR = shipped.FOLDER / "vendor"
LISTED = tomllib.loads((VENDOR / "vendored.toml").read_text("utf-8"))["file"]


@pytest.mark.parametrize("one", LISTED, ids=lambda one: one["name"])
def test_a_file_is_the_one_that_is_listed(one):
    assert hashlib.sha256((VENDOR / one["name"]).read_bytes()).hexdigest() == one["sha256"]
    assert (VENDOR / one["licence_file"]).exists()


def test_every_file_is_listed():
    known = {one["name"] for one in LISTED} | {one["licence_file"] for one in LISTED} | {"vendored.toml"}
    assert {path.name for path in VENDOR.iterdir()} == known


@pytest.mark.parametrize(
    ("css", "left"),
    [
        (
            "/*! MIT, see a.com */:root{--a:1}.used,.not{b:c}.not:hover{d:e}",
            "/*! MIT, see a.com */:root{--a:1}.used{b:c}",
        ),
        ("@media print{.not{a:b}}@media print{.used{a:b}.not{a:b}}", "@media print{.used{a:b}}"),
        (".used:not(.not,.x){a:b}a:is(.used,b),p{a:b}", "a:is(.used,b),p{a:b}"),
        ("@keyframes spin{to{a:b}}@keyframes used{to{a:b}}", "@keyframes used{to{a:b}}"),
        ('[data-bs-theme=dark]{a:b}@charset "UTF-8";p{a:b}', "p{a:b}"),
        (
            '.used{background:url("data:image/svg+xml,%3csvg%3e;,x")}',
            '.used{background:url("data:image/svg+xml,%3csvg%3e;,x")}',
        ),
    ],
)
def test_what_nobody_uses_goes(css, left):
    assert purged(css, iter(['<p class="used">'])) == left


def test_the_sheet_keeps_what_templates_use():
    sheet = shipped._files()[1][shipped._files()[0]["zhengwu.css"]].content.decode()
    for wanted in (
        ".btn-outline-primary{",
        ".form-control{",
        ".visually-hidden",
        "--bs-border-width:1px",
        "Licensed under MIT",
    ):
        assert wanted in sheet
    assert ".carousel" not in sheet
    assert ".modal" not in sheet
