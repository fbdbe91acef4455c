"""The words: both languages have the same ids and places, templates use what is there, nothing is left over."""

import re
from pathlib import Path
from string import Formatter

import pytest
from django.conf import settings

from tests.house import tree
from zhengwu.records.people.rights import RIGHTS
from zhengwu.ui.catalogue import LANGUAGES, catalogue, text, words

ZH, EN = (catalogue(lang) for lang in LANGUAGES)
ID = re.compile(r"""[\"']([a-z_]+(?:\.[a-z0-9_-]+)+)[\"']""")
BEGINNING = re.compile(r"""[\"']([a-z_]+(?:\.[a-z0-9_-]+)*\.)[\"']""")  # "parts.light." ~ kind
PLACES = sorted({name.partition(".")[0] for name in ZH})


def sources():
    """Every template, and every module of the screens."""
    folders = [Path(folder) for folder in settings.TEMPLATE_FOLDERS]
    found = [path for folder in folders for path in [*folder.rglob("*.html"), *folder.parent.rglob("*.py")]]
    return {path: path.read_text("utf-8") for path in found}


def used():
    """The ids that are named, and the beginnings to which an id is put together."""
    said = "\n".join(sources().values())
    fstrings = {f"{head}." for head in re.findall(r"""f[\"']([a-z_]+(?:\.[a-z0-9_-]+)*)\.\{""", said)}
    return set(ID.findall(said)), set(BEGINNING.findall(said)) | fstrings


def test_both_languages_say_the_same_things():
    assert set(ZH) == set(EN)


@pytest.mark.parametrize("place", PLACES)
def test_a_sentence_has_the_same_places_in_both(place):
    for name in (name for name in ZH if name.partition(".")[0] == place):
        places = [{field for _, field, _, _ in Formatter().parse(said) if field} for said in (ZH[name], EN[name])]
        assert places[0] - {"n"} == places[1] - {"n"}, name  # `1 working day` may leave its number out
        assert bool(ZH[name].strip()) == bool(EN[name].strip()), name
        assert ZH[name].strip() or name.endswith(".hint"), f"{name}: only a hint may be none"


def test_what_templates_name_is_there():
    names, _ = used()
    whole = {name for name in names - set(RIGHTS) if name.partition(".")[0] in PLACES}
    whole = {name for name in whole if not name.endswith((".html", ".css", ".js"))}
    missing = [name for name in whole if name not in ZH and f"{name}.other" not in ZH]
    assert not [name for name in missing if not any(one.startswith(f"{name}.") for one in ZH)]


def test_nothing_is_left_over():
    names, beginnings = used()
    left = []
    for name in ZH:
        plain = re.sub(r"\.(one|other)$", "", name)
        if {name, plain} & names or any(plain.startswith(begin) for begin in beginnings):
            continue
        left.append(name)
    assert not left


def test_a_number_chooses_its_form():
    assert text("en", "parts.left.days", n=1) == "1 working day left"
    assert text("en", "parts.left.days", n=2) == "2 working days left"
    assert words("parts.left.days", n=0).zh == "还有 0 个工作日"


def test_it_refuses_an_id_that_does_not_exist():
    with pytest.raises(KeyError):
        text("zh", "parts.nothing")


def test_english_words_are_english():
    chinese = re.compile(r"[\u4e00-\u9fff]")  # a number of a case, as an example, may have some
    mostly = [name for name, said in EN.items() if len(chinese.findall(said)) * 3 > len(said)]
    assert mostly == ["frame.language"]


def test_the_files_are_where_they_should_be():
    for lang in LANGUAGES:
        folder = tree.SRC / "zhengwu" / "ui" / "words" / lang
        assert {path.stem for path in folder.iterdir()} == set(PLACES)
