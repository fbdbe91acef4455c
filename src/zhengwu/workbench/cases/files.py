"""A file put on a case: what it is to the case, what it is called, its bytes untouched."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.cases.sheet import opened
from zhengwu.records.documents import actions
from zhengwu.records.documents.actions import Receiving
from zhengwu.records.documents.kinds import LARGEST
from zhengwu.records.troubles import Trouble
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.naming import choices

ROLES = (
    "application", "identity", "correction", "opinion", "payment", "evidence", "original", "reply", "delivery_proof",
    "ruling", "other",
)  # fmt: skip
FORM = Form(
    (
        Field("role", words("letter.file.role"), "select", choices=choices("role", ROLES)),
        Field("title", words("letter.file.title"), required=False, most=200),
        Field("file", words("letter.file.file"), "files", words("letter.file.hint")),
    )
)


@dataclass(frozen=True, slots=True)
class FilePage:
    """The form of a file."""

    case_id: int
    number: str
    form: Filled


@staff
@once
def add(request: Asked, case_id: int) -> HttpResponse:
    """Puts files on a case, each as an attachment."""
    number = opened(request.actor, case_id).envelope.number
    if request.method != "POST":
        return show(request, "workbench/cases/file.html", FilePage(case_id, number, FORM.empty()))
    filled = FORM.read(request.POST)
    files = request.FILES.getlist("file")
    if not files:
        filled = filled.wrong("file", words("letter.file.none"))
    if any((one.size or 0) > LARGEST for one in files):
        filled = filled.wrong("file", words("letter.file.large"))
    if not filled.sound:
        return show(request, "workbench/cases/file.html", FilePage(case_id, number, filled), 422)
    try:
        for one in files:
            received = Receiving(one.read(), one.name or "file", filled["role"], filled["title"])
            actions.receive(case_id, received, by=request.actor, at=request.at)
    except Trouble as trouble:
        page = FilePage(case_id, number, filled.refused(trouble))
        return show(request, "workbench/cases/file.html", page, STATUS[trouble.kind])
    return onward(request, f"/desk/cases/{case_id}", Notice("done", words("letter.file.done", n=len(files))))
