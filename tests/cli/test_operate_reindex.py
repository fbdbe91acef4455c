"""The words by which things are found: a backup brings them back, and lost they are made anew from what is on file."""

import json
import sqlite3
from contextlib import closing

from tests.cli.operating import script, zhengwu

LOOK = """
import json, django
django.setup()
from datetime import UTC, datetime
from zhengwu.records import searching
from zhengwu.records.cases import words
from zhengwu.records.cases.models import Case
from zhengwu.records.documents.models import Attachment
from zhengwu.records.letters.models import Letter
from zhengwu.records.people.actors import Actor, Held
from zhengwu.records.people.models import Appointment
told = Attachment.objects.filter(body_id__in=Letter.objects.values("body_id")).values("body_id")
post = Appointment.objects.filter(post="head", body_id__in=told).select_related("body").order_by("id").first()
by = Actor("person", post.person_id, "", (Held(post.post, post.body_id, post.body.path),))
case, letter, file = (
    rows.filter(body_id=post.body_id).order_by("id").first()
    for rows in (Case.objects.exclude(applicant_name=""), Letter.objects, Attachment.objects)
)
seen = lambda kind, text: [str(one) for one in getattr(searching, kind)(by, text, None)]
print(json.dumps([
    case.pk in words.named(by, case.title[:20]), case.pk in words.named(by, case.applicant_name),
    seen("letters", letter.title[:6]), seen("files", file.title[:6]),
]))
"""
EMPTY = "; ".join(
    f"INSERT INTO findable_{kind} (findable_{kind}) VALUES ('delete-all')" for kind in ("cases", "letters", "files")
)


def found(home, **more):
    return json.loads(script(home, LOOK, **more))


def test_a_restored_search_finds_and_a_lost_index_is_made_anew(home, tmp_path):
    before = found(home)
    assert all(before)
    keys = {name: (home / name.lower()).read_text() for name in ("ZHENGWU_SECRET_KEY", "ZHENGWU_SEAL_KEY")}
    assert zhengwu(home, "backup", tmp_path / "b.tar").returncode == 0
    assert zhengwu(tmp_path / "new", "restore", tmp_path / "b.tar", **keys).returncode == 0
    assert found(tmp_path / "new", **keys) == before
    with closing(sqlite3.connect(home / "zhengwu.sqlite3")) as database:
        database.executescript(EMPTY)
    assert found(home) == [False, False, [], []]
    done = zhengwu(home, "reindex", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert found(home) == before
    assert zhengwu(home, "verify").returncode == 0
