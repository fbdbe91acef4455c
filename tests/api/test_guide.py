"""The guide to the API is run: each example is asked in turn, and answered as the guide says."""

import re
from pathlib import Path

import orjson
import pytest

GUIDE = Path(__file__).parents[2] / "docs/guides/api.md"
EXAMPLES = re.findall(r"^```http\n(.*?)^```", GUIDE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
ASKED = re.compile(r"(?:(\w+) )?(GET|POST) /api(\S+)")
NAME = re.compile(r"\{(\w+)\}")


def named(text, known):
    """The text with what is known put in for the names in braces."""
    return NAME.sub(lambda name: str(known[name[1]]), text)


@pytest.mark.django_db
def test_every_example_is_answered_as_the_guide_says(counter):
    known = {"body": counter.body}
    counter.token("bureau", "publication.import")
    for example in EXAMPLES:
        first, *body, status = named(example, known).strip().splitlines()
        who, method, path = ASKED.fullmatch(first).groups()
        said = orjson.loads(body[0]) if body else None
        response = counter.ask(who or "public", method, path, said)
        assert response.status_code == int(status), (example, response.said)
        if path == "/requests":
            known = {**response.said, **known}  # the first request keeps its name
        elif path.endswith("/steps") and method == "POST" and response.status_code == 201:
            known["length"] = response.said["length"]
    assert len(EXAMPLES) > 15
