"""Bodies and people by the file: brought, shown row by row, and written only when somebody has looked at it.

Nothing is kept between looking and writing: the rows travel in the form, signed, and are looked at again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core import signing
from django.http import HttpResponse

from zhengwu.records.cases.tables import Row
from zhengwu.records.organs import actions as organs
from zhengwu.records.people import actions as people
from zhengwu.records.staffing import importing, starting
from zhengwu.records.staffing.asking import needed
from zhengwu.records.staffing.importing import HEADS, Kind, Looked
from zhengwu.records.staffing.starting import Newcomer
from zhengwu.records.troubles import Trouble, Words, missing
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.links import Link
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once, once_secret
from zhengwu.visits import Asked
from zhengwu.workbench.administration.bodies import place, seen
from zhengwu.workbench.administration.deeds import BODIES, HOME, PEOPLE, Deed, allow, shown

SALT = "zhengwu.workbench.administration.importing"
LASTS = 3600  # seconds between looking at a file and writing it
MOST_TOLD = 200  # rows that the page shows
KINDS: dict[str, tuple[Kind, Link, str]] = {
    "bodies": ("bodies", BODIES, organs.RIGHT), "people": ("people", PEOPLE, people.RIGHT),
}  # fmt: skip
FILE = Form((Field("file", words("importing.file"), "files", words("importing.file_hint")),))
SAMPLES: dict[Kind, tuple[str, ...]] = {
    "bodies": (
        "机关名称,简称,类型,上级机关,编号前缀,统一社会信用代码,行政区划代码,地址,电话,办公时间,内设机构",
        "青禾区文化和旅游局,文旅局,部门,青禾区人民政府,QHWL,,,望湖大道1号,000-00000000,9:00—17:00,办公室；文艺科",
    ),
    "people": (
        "姓名,用户名,机关,内设机构,岗位,任职日期,截止日期",
        "何某乙,wl-heyi,青禾区文化和旅游局,文艺科,承办人,2026-03-01,",
    ),
}


@dataclass(frozen=True, slots=True)
class ImportPage:
    """Bringing a file: its columns, what must be there, and a sample."""

    kind: str
    crumbs: tuple[Link, ...]
    columns: tuple[tuple[str, bool], ...]
    sample: str
    form: Filled


@dataclass(frozen=True, slots=True)
class LookedPage:
    """What will become of the rows; `packed` carries them to the writing, empty while one is wrong."""

    kind: str
    crumbs: tuple[Link, ...]
    new: int
    there: int
    wrong: int
    rows: tuple[tuple[Looked, Words], ...]
    packed: str


@dataclass(frozen=True, slots=True)
class SheetPage:
    """The passwords for the first sign-in of a body's new people, shown once."""

    crumbs: tuple[Link, ...]
    body: str
    people: tuple[Newcomer, ...]
    more: bool


@staff
def bring(request: Asked, kind: str) -> HttpResponse:
    """Brings a file and shows what will become of its rows; nothing is written."""
    which, back, right = _kind(kind)
    needed(request.actor, right)
    page = ImportPage(
        kind, (HOME, back),
        tuple((names[0], column in HEADS[which].needed) for column, names in HEADS[which].columns.items()),
        "\n".join(SAMPLES[which]), FILE.empty(),
    )  # fmt: skip
    if request.method != "POST":
        return show(request, "workbench/administration/import.html", page)
    upload = request.FILES.get("file")
    try:
        if upload is None:
            raise missing(Words("文件", "file"), where="file")
        rows = importing.read(which, upload.read())
        found = importing.looked_at(which, rows, by=request.actor, at=request.at)
    except Trouble as trouble:
        refused = ImportPage(kind, page.crumbs, page.columns, page.sample, page.form.refused(trouble))
        return show(request, "workbench/administration/import.html", refused, STATUS[trouble.kind])
    return _looked(request, kind, rows, found)


def _looked(request: Asked, kind: str, rows: Sequence[Row], found: Sequence[Looked]) -> HttpResponse:
    which, back, _ = _kind(kind)
    wrong = [one for one in found if one.what == "wrong"]
    packed = "" if wrong else signing.dumps([(one.number, dict(one.cells)) for one in rows], salt=SALT, compress=True)
    told = tuple((one, importing.column_name(which, one.column)) for one in (wrong or found)[:MOST_TOLD])
    page = LookedPage(
        kind, (HOME, back), sum(one.what == "new" for one in found), sum(one.what == "there" for one in found),
        len(wrong), told, packed,
    )  # fmt: skip
    return show(request, "workbench/administration/looked.html", page)


@staff
@once
def write(request: Asked, kind: str) -> HttpResponse:
    """Writes the rows that were looked at: all of them, or none."""
    which, back, right = _kind(kind)
    needed(request.actor, right)
    if request.method != "POST":
        return onward(request, f"/desk/administration/import/{kind}")
    try:
        packed = signing.loads(str(request.POST.get("packed", "")), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return onward(request, f"/desk/administration/import/{kind}", Notice("warning", words("importing.expired")))
    rows = [Row(number, cells) for number, cells in packed]
    done = importing.written(which, rows, by=request.actor, at=request.at)
    said = words(f"importing.done.{which}", n=done.new)
    return onward(request, back.href if which == "bodies" else f"{back.href}?state=unused", Notice("done", said))


@staff
@once_secret
def passwords(request: Asked, body_id: int) -> HttpResponse:
    """Gives those of a body who have no password one each; the answer is their sheet, shown once."""
    body = seen(request.actor, body_id)
    allow(request.actor, people.RIGHT, body_id, body.path)
    waiting = starting.without_password(request.actor, body_id)
    n = min(len(waiting), starting.AT_ONCE)
    about = words("importing.sheet.about" if n else "importing.sheet.nobody", name=body.name, n=n)
    deed = Deed(words("importing.sheet.title"), about, words("importing.sheet.submit"), place(body))
    if request.method != "POST":
        return shown(request, deed, deed.form.empty())
    given = starting.give(body_id, by=request.actor, at=request.at)
    page = SheetPage(place(body), body.name, tuple(given), len(waiting) > starting.AT_ONCE)
    return show(request, "workbench/administration/sheet.html", page)


def _kind(kind: str) -> tuple[Kind, Link, str]:
    if kind not in KINDS:
        raise missing(Words("这种文件", "kind of file"), where="kind")
    return KINDS[kind]
