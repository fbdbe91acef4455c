"""The templates: nothing inline that the Content-Security-Policy forbids, every macro shown on the page of parts."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from zhengwu.ui.environment import environment

FOLDERS = [Path(folder) for folder in settings.TEMPLATE_FOLDERS]
TEMPLATES = {path.relative_to(folder).as_posix(): path for folder in FOLDERS for path in folder.rglob("*.html")}
INLINE = re.compile(
    r"<style|\sstyle=|\son[a-z]+=[\"']|javascript:|<script(?![^>]*\ssrc=)|<script[^>]*>[^<]", re.IGNORECASE
)
ELSEWHERE = re.compile(r"(?:src|href|action)=[\"'](?:https?:)?//", re.IGNORECASE)
MACRO = re.compile(r"{%-? macro (\w+)\(")


@pytest.mark.parametrize(
    "bad", ["<b style='x'>", "<a onclick='x'>", "<script>x()</script>", "<style>", "<a href='javascript:x'>"]
)
def test_what_is_inline_is_seen(bad):
    assert INLINE.search(bad)
    assert not INLINE.search('<script src="/static/a.js" defer></script><p class="one">')


def test_templates_are_plain():
    for name, path in TEMPLATES.items():
        text = path.read_text("utf-8")
        assert not INLINE.findall(text), name
        assert not ELSEWHERE.findall(text), name
        assert "| safe" not in re.sub(r'\("<t(?:head|body)>".*?\) \| safe|"</thead><tbody>" \| safe', "", text), name
        assert text.startswith("{# "), f"{name}: it says first what it shows"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_templates_compile(lang):
    for name in TEMPLATES:
        environment(lang).get_template(name)  # what fails is named in the error


def test_every_part_is_on_the_page_of_parts(visitor):
    page = TEMPLATES["parts.html"].read_text("utf-8")
    texts = {name: path.read_text("utf-8") for name, path in TEMPLATES.items() if name.startswith("parts/")}
    everything = "\n".join([page, TEMPLATES["base.html"].read_text("utf-8"), *texts.values()])
    for name, text in texts.items():
        for macro in MACRO.findall(text):
            assert re.search(rf"(?<!macro )\b{macro}\(", everything), f"{name}: {macro} is shown nowhere"
    assert visitor.open("/parts").status_code == 200
