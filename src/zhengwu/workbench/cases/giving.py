"""Giving out: the original and its redacted copy put on file, the copy proved page by page, given out or not."""

import re
from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpResponse

from zhengwu.records.cases.sheet import Opened, opened
from zhengwu.records.documents import actions as documents
from zhengwu.records.documents import listing, releasing
from zhengwu.records.documents.actions import DOCUMENT, Receiving
from zhengwu.records.documents.listing import Attached
from zhengwu.records.documents.releasing import MOST_BYTES, MOST_PAGES, Ready, Releasing
from zhengwu.records.troubles import Trouble, Words, forbidden, missing
from zhengwu.statute.redaction.model import Confirmation, Finding, Proof
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.cases.page import may_of

PAGE = re.compile(r"第 (\d+) 页")
YEARS = 5  # until a withholding is looked at again, where nobody says otherwise


@dataclass(frozen=True, slots=True)
class UploadPage:
    """The form by which original and copy are put on file."""

    case_id: int
    number: str
    form: Filled


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of the copy, or another place in it, with what was found there."""

    name: Words
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """The proof as it is read: place by place, and what cleaning has taken away already."""

    passed: bool
    leaves: tuple[Leaf, ...]
    cured: tuple[Finding, ...]
    compared: int


@dataclass(frozen=True, slots=True)
class ProofPage:
    """The copy beside its original, the form, and the proof once it was asked for."""

    case_id: int
    number: str
    item: str
    original: Attached
    copy: Attached
    form: Filled
    proof: Shown | None


@staff
def new(request: Asked, case_id: int) -> HttpResponse:
    """Takes in the original and the copy, or a file that is given whole."""
    found = _open(request, case_id)
    originals = [one for one in listing.attached(case_id) if one.role == "original" and one.gone is None]
    form = _upload_form(found, originals)
    if request.method != "POST":
        values = {"how": "redacted", "original": str(originals[-1].id) if originals else ""}
        return _upload(request, found, form.empty(**values, item=found.case.items[0].number), 200)
    filled = _files_checked(request, form.read(request.POST))
    if not filled.sound:
        return _upload(request, found, filled, 422)
    try:
        return _taken_in(request, case_id, filled)
    except Trouble as trouble:
        return _upload(request, found, filled.refused(trouble), STATUS[trouble.kind])


def _taken_in(request: Asked, case_id: int, filled: Filled) -> HttpResponse:
    item = filled["item"]
    if filled["how"] == "whole":
        (file,) = request.FILES.getlist("copy")[:1]
        ready = releasing.ready(
            case_id, Releasing(item, file.read(), file.name or "file"), by=request.actor, at=request.at
        )
        return _given_out(request, case_id, ready)
    original = filled.number("original") or _received(request, case_id, "original_file", "original", item)
    copy = _received(request, case_id, "copy", "redacted", item)
    return onward(request, f"/desk/cases/{case_id}/releases/{copy}?original={original}&item={item}")


def _received(request: Asked, case_id: int, name: str, role: str, item: str) -> int:
    file = request.FILES.getlist(name)[0]
    received = Receiving(file.read(), file.name or "file", role, item_number=item)
    return documents.receive(case_id, received, by=request.actor, at=request.at).id


def _files_checked(request: Asked, filled: Filled) -> Filled:
    copies, originals = request.FILES.getlist("copy"), request.FILES.getlist("original_file")
    if not copies:
        filled = filled.wrong("copy", words("letter.file.none"))
    if filled["how"] == "redacted" and not filled["original"] and not originals:
        filled = filled.wrong("original_file", words("letter.give.original_missing"))
    if any((one.size or 0) > MOST_BYTES for one in (*copies, *originals)):
        filled = filled.wrong("copy", words("letter.give.large", most=MOST_BYTES // 1_000_000))
    return filled


@staff
def prove(request: Asked, case_id: int, attachment_id: int) -> HttpResponse:
    """Proves a redacted copy and shows what was found; gives it out once the proof is passed."""
    found = _open(request, case_id)
    sent = request.POST if request.method == "POST" else request.GET
    files = {one.id: one for one in listing.attached(case_id) if one.gone is None}
    copy, original = files.get(attachment_id), files.get(_number(str(sent.get("original", ""))))
    if copy is None or original is None or copy.role != "redacted":
        raise missing(DOCUMENT, where="attachment_id")
    item = str(sent.get("item", ""))[:8]
    page = ProofPage(case_id, found.envelope.number, item, original, copy, _proof_form(()).empty(), None)
    if request.method != "POST":
        values = {"original": str(original.id), "item": item, "reassess_on": _again(request.on).isoformat()}
        return show(request, "workbench/cases/prove.html", replace(page, form=_proof_form(()).empty(**values)))
    filled = _proof_form(range(1, MOST_PAGES + 1)).read(request.POST)
    if not filled.sound:
        return show(request, "workbench/cases/prove.html", replace(page, form=_with_pages(filled, ())), 422)
    try:
        return _proved(request, page, filled)
    except Trouble as trouble:
        refused = _with_pages(filled.refused(trouble), ())
        return show(request, "workbench/cases/prove.html", replace(page, form=refused), STATUS[trouble.kind])


def _proved(request: Asked, page: ProofPage, filled: Filled) -> HttpResponse:
    copy = documents.open_file(page.copy.id, by=request.actor, at=request.at, address=request.address)
    passages = tuple(line.strip() for line in filled["passages"].splitlines() if line.strip())
    seen = tuple(int(one) for one in filled.many("pages"))
    confirmation = Confirmation(request.actor.name, request.on, seen) if seen else None
    wish = Releasing(
        page.item, copy.content, page.copy.name, page.original.id, passages, confirmation, filled.day("reassess_on")
    )
    if "release" in request.POST:
        ready = releasing.ready(page.case_id, wish, by=request.actor, at=request.at)
        return _given_out(request, page.case_id, ready)
    proof = releasing.check(page.case_id, wish, by=request.actor)
    pages = proof.unseen if any(one.code == "needs_confirmation" for one in proof.findings) or seen else ()
    page = replace(page, form=_with_pages(filled, pages), proof=shown(proof))
    return show(request, "workbench/cases/prove.html", page)


@once
def _given_out(request: Asked, case_id: int, ready: Ready) -> HttpResponse:
    """The proof is made before the transaction; what is given out is the cleaned copy."""
    made = releasing.give_out(case_id, ready, by=request.actor, at=request.at)
    return onward(request, f"/desk/cases/{case_id}#files", Notice("done", words("letter.give.done", name=made.name)))


def shown(proof: Proof) -> Shown:
    """The findings page by page; those of no page under their place."""
    standing = list({(one.where, one.sentence): one for one in proof.findings if not one.cured}.values())
    leaves: dict[str, list[Finding]] = {}
    if proof.kind == "pdf":
        leaves = {f"第 {number} 页": [] for number in range(1, proof.compared + 1)}
    for one in standing:
        leaves.setdefault(one.where, []).append(one)
    return Shown(
        proof.passed,
        tuple(Leaf(_place(name), tuple(found)) for name, found in leaves.items()),
        tuple(one for one in proof.findings if one.cured),
        proof.compared,
    )


def _place(name: str) -> Words:
    page = PAGE.fullmatch(name)
    if page:
        return words("letter.give.page", number=page[1])
    return same(name) if name else words("letter.give.whole_file")


def _open(request: Asked, case_id: int) -> Opened:
    found = opened(request.actor, case_id)
    if not may_of(request.actor, found).release:
        raise forbidden("case.decide")
    if not found.case.items:
        raise missing(Words("事项", "matter"), where="item")
    return found


def _upload(request: Asked, found: Opened, filled: Filled, status: int) -> HttpResponse:
    page = UploadPage(found.envelope.id, found.envelope.number, filled)
    return show(request, "workbench/cases/give.html", page, status)


def _upload_form(found: Opened, originals: list[Attached]) -> Form:
    items = tuple(Choice(one.number, same(f"{one.number}　{one.description[:60]}")) for one in found.case.items)
    how = tuple(Choice(one, words(f"letter.give.way.{one}"), words(f"letter.give.way_hint.{one}")) for one in HOW)
    fields = [
        Field("item", words("letter.give.item"), "select" if len(items) > 1 else "hidden", choices=items),
        Field("how", words("letter.give.how"), "radios", choices=how),
        Field("original_file", words("letter.give.original_file"), "files", words("letter.give.original_hint"), False),
        Field("copy", words("letter.give.copy"), "files", words("letter.give.copy_hint")),
    ]
    if originals:
        known = tuple(Choice(str(one.id), same(one.title or one.name)) for one in originals)
        fields.insert(2, Field("original", words("letter.give.original"), "select", required=False, choices=known))
    return Form(tuple(fields))


HOW = ("redacted", "whole")


def _proof_form(pages: "range | tuple[int, ...]") -> Form:
    choices = tuple(Choice(str(one), words("letter.give.page", number=one)) for one in pages)
    fields = [
        Field("passages", words("letter.give.passages"), "textarea", words("letter.give.passages_hint"),
              most=9_000, rows=6),
        Field("reassess_on", words("letter.give.reassess_on"), "date", words("letter.give.reassess_hint"), width=8),
        Field("original", same(""), "hidden"),
        Field("item", same(""), "hidden"),
    ]  # fmt: skip
    if choices:
        fields.insert(1, Field("pages", words("letter.give.looked"), "checks", words("letter.give.looked_hint"), False,
                               choices=choices))  # fmt: skip
    return Form(tuple(fields))


def _with_pages(filled: Filled, pages: tuple[int, ...]) -> Filled:
    """The form with only those pages to be confirmed that need a person's eyes."""
    return replace(filled, fields=_proof_form(pages).fields)


def _again(today: date) -> date:
    return date(today.year + YEARS, today.month, min(today.day, 28))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 16 else 0
