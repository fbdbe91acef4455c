"""A standard catalogue brought as a file: looked at row by row, then written; and the list as a file."""

from collections import Counter
from dataclasses import asdict, dataclass

from django.core import signing
from django.http import HttpResponse

from zhengwu.records.documents.actions import Copy
from zhengwu.records.publications import catalogue_reading, catalogue_writing, lines
from zhengwu.records.publications.catalogue_reading import Looked
from zhengwu.records.publications.entries import Wanted
from zhengwu.records.troubles import Trouble, Words, missing
from zhengwu.statute.disclosure import pilot_fields
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.catalogue.place import Place, cadence_name, managed, place
from zhengwu.workbench.downloads import sent

SALT = "zhengwu.workbench.catalogue.bringing"
LASTS = 3600  # seconds between looking at a file and writing it
MOST_TOLD = 300  # rows that the page shows
MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
TOLD = ("wrong", "new", "changed", "same")


@dataclass(frozen=True, slots=True)
class BringPage:
    """Bringing a file."""

    place: Place
    form: Filled


@dataclass(frozen=True, slots=True)
class LookedPage:
    """What will become of the rows; `packed` carries them to the writing, empty where nothing would be written."""

    place: Place
    counts: tuple[tuple[str, int], ...]
    rows: tuple[tuple[Looked, Words, Words], ...]
    packed: str

    @property
    def wrong(self) -> int:
        """How many rows are wrong."""
        return dict(self.counts)["wrong"]


def _form() -> Form:
    fields = tuple(Choice(key, Words(one.zh, one.en)) for key, one in pilot_fields().items())
    named = words("catalogue.bring.field"), words("catalogue.bring.field_hint")
    return Form(
        (
            Field("field", named[0], "select", named[1], required=False, choices=fields),
            Field("file", words("catalogue.bring.file"), "files", words("catalogue.bring.file_hint")),
        )
    )


@staff
def bring(request: Asked, body_id: int) -> HttpResponse:
    """`/desk/catalogue/BODY/import`: shows what will become of the rows of a file; nothing is written."""
    here, form = managed(request.actor, body_id), _form()
    if request.method != "POST":
        return show(request, "workbench/catalogue/bring.html", BringPage(here, form.empty()))
    filled, upload = form.read(request.POST), request.FILES.get("file")
    try:
        if upload is None:
            raise missing(Words("文件", "file"), where="file")
        if (upload.size or 0) > catalogue_reading.MOST_BYTES:
            raise missing(Words("10MB以内的文件", "file within 10 MB"), where="file")
        found = catalogue_reading.looked_at(body_id, catalogue_reading.read(upload.read()), filled["field"], request.on)
    except Trouble as trouble:
        page = BringPage(here, filled.refused(trouble))
        return show(request, "workbench/catalogue/bring.html", page, STATUS[trouble.kind])
    return show(request, "workbench/catalogue/looked.html", _looked(here, found))


def _looked(here: Place, found: list[Looked]) -> LookedPage:
    counts: Counter[str] = Counter(one.what for one in found)
    first = sorted(found, key=lambda one: (TOLD.index(one.what), one.number))[:MOST_TOLD]
    told = tuple((one, cadence_name(one.wanted.cadence, one.wanted.within), _differs(one)) for one in first)
    write = [(one.number, one.what, one.line, asdict(one.wanted)) for one in found if one.what in ("new", "changed")]
    packed = signing.dumps([here.body.id, write], salt=SALT, compress=True) if write and not counts["wrong"] else ""
    return LookedPage(here, tuple((key, counts[key]) for key in TOLD), told, packed)


def _differs(one: Looked) -> Words:
    names = [words(f"catalogue.field.{name}") for name in one.differs]
    return Words("、".join(name.zh for name in names), ", ".join(name.en for name in names))


@staff
@once
def write(request: Asked, body_id: int) -> HttpResponse:
    """`/desk/catalogue/BODY/import/write`: writes the rows that were looked at, all of them or none."""
    here = managed(request.actor, body_id)
    if request.method != "POST":
        return onward(request, f"{here.base}/import")
    try:
        whose, packed = signing.loads(str(request.POST.get("packed", "")), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return onward(request, f"{here.base}/import", Notice("warning", words("catalogue.bring.expired")))
    if whose != body_id:
        raise missing(Words("这个文件", "file"), where="packed")
    found = [Looked(number, what, _unpacked(said), line) for number, what, line, said in packed]
    try:
        new, changed = catalogue_reading.write(body_id, found, by=request.actor, at=request.at)
    except Trouble as trouble:
        return onward(request, f"{here.base}/import", Notice("warning", trouble.message))
    return onward(request, here.base, Notice("done", words("catalogue.bring.done", new=new, changed=changed)))


def _unpacked(said: dict[str, object]) -> Wanted:
    return Wanted(**{**said, "channels": tuple(said["channels"])})  # type: ignore[arg-type]


@staff
def export(request: Asked, body_id: int, kind: str) -> HttpResponse:
    """`/desk/catalogue/BODY/export/KIND`: the list as a file."""
    here = place(request.actor, body_id)
    if kind not in catalogue_writing.KINDS:
        raise missing(Words("这种文件", "kind of file"), where="kind")
    name = f"{here.body.name}主动公开基本目录"
    content = catalogue_writing.written(kind, name, here.body.name, lines.all_of(body_id, request.on))
    return sent(Copy(content, MEDIA[kind], f"{name}.{kind}"))
