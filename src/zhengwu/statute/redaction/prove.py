"""The proof: search the upload, clean it, search the cleaned copy again, and compare it with the original."""

from dataclasses import asdict, replace
from hashlib import sha256
from typing import Any

from zhengwu.statute.redaction.compare import differences
from zhengwu.statute.redaction.files import clean, open_file
from zhengwu.statute.redaction.model import Confirmation, Finding, Opened, Proof, Unreadable
from zhengwu.statute.redaction.words import Passage, passage, squeezed


def prove(
    original: bytes, redacted: bytes, passages: tuple[str, ...], confirmation: Confirmation | None = None
) -> Proof:
    """Whether the redacted copy may be released, in its cleaned form.

    `passages` are the withheld words as they stand in the original. `confirmation` is a named person's word for pages
    that show pictures: no text proves anything about them. Nothing is raised: what cannot be read is not passed.
    """
    sought = tuple(passage(number, text) for number, text in enumerate(passages, 1))
    sums = (sha256(original).hexdigest(), sha256(redacted).hexdigest())
    try:
        before = open_file(original)
    except Unreadable as error:
        return _refused(error, "原件", "original", sums)
    try:
        upload, cleaned = open_file(redacted), clean(redacted)
        after = open_file(cleaned)
    except Unreadable as error:
        return _refused(error, "上传的文件", "redacted", sums)
    standing = _standing(after, sought)
    cured = [replace(found, cured=True) for found in _standing(upload, sought) if found not in standing]
    unseen = _unseen(before, after)
    seen = confirmation is not None and bool(confirmation.by.strip()) and unseen <= set(confirmation.pages)
    against = [*_listed(before, sought), *standing, *_compared(before, after, sought)]
    if unseen and not seen:
        against.append(_needs_eyes(unseen))
    return Proof(
        passed=not against,
        findings=(*against, *cured),
        cleaned=cleaned,
        kind=after.kind,
        original_sha256=sums[0],
        redacted_sha256=sums[1],
        cleaned_sha256=sha256(cleaned).hexdigest(),
        compared=after.parts,
        unseen=tuple(sorted(unseen)),
        confirmed_by=confirmation.by.strip() if confirmation and unseen and seen else "",
        confirmed_on=confirmation.on if confirmation and unseen and seen else None,
    )


def to_json(proof: Proof) -> dict[str, Any]:
    """The proof for the file: everything but the copy itself. It holds no withheld passage."""
    told = asdict(proof)
    told.pop("cleaned")
    told["confirmed_on"] = proof.confirmed_on.isoformat() if proof.confirmed_on else None
    return told


def _listed(before: Opened, sought: tuple[Passage, ...]) -> list[Finding]:
    """What is wrong with the list of passages itself."""
    if not sought:
        sentence = "没有列出不予公开的内容，无法核验。请逐条填写原件中不予公开的文字。"
        return [Finding("no_passages", "", sentence, "No withheld passage is listed: list the words of the original.")]
    found = []
    whole = squeezed("".join(before.shown)) + "\n" + "\n".join(squeezed(trace.text) for trace in before.traces)
    for wanted in sought:
        name = f"第 {wanted.number} 条不予公开的内容"
        if wanted.too_short:
            sentence = f"{name}太短，无法证明已经删除。请连同前后文字一起填写。"
            gloss = f"Passage {wanted.number} is too short to prove its absence: give more of its words."
            found.append(Finding("passage_too_short", name, sentence, gloss, wanted.number))
        elif not wanted.in_text(whole) and not before.textless:
            sentence = f"{name}在原件中没有找到，可能有错字。请按原件逐字填写。"
            gloss = f"Passage {wanted.number} does not stand in the original: copy it word by word."
            found.append(Finding("passage_not_in_original", name, sentence, gloss, wanted.number))
    return found


def _standing(opened: Opened, sought: tuple[Passage, ...]) -> list[Finding]:
    """Every place at which a withheld passage still stands, and the burdens of the file."""
    pages = [squeezed(text) for text in opened.shown]
    traces = [(trace, squeezed(trace.text)) for trace in opened.traces]
    found: list[Finding] = list(opened.burdens)
    for wanted in sought:
        if wanted.too_short:
            continue
        on = [number for number, text in enumerate(pages, 1) if wanted.in_text(text)]
        places = [("still_readable", f"第 {number} 页", f"page {number}") for number in on]
        if not on and wanted.in_text("".join(pages)):
            places.append(("still_readable", "跨页处", "a page break"))
        places += [(trace.code, trace.where, trace.gloss) for trace, text in traces if wanted.in_text(text)]
        places += [(blob.code, blob.where, blob.gloss) for blob in opened.blobs if wanted.in_bytes(blob.content)]
        found += [_stands(wanted.number, *place) for place in dict.fromkeys(places)]
    return found


def _stands(number: int, code: str, where: str, gloss: str) -> Finding:
    sentence = f"第 {number} 条不予公开的内容仍然留在文件中（{where}）。请在该处彻底删除后重新上传。"
    return Finding(
        code, where, sentence, f"Passage {number} still stands in the file ({gloss}): remove it there.", number
    )


def _compared(before: Opened, after: Opened, sought: tuple[Passage, ...]) -> list[Finding]:
    """The difference of the texts. Where the original has pages without text, only a person's eyes can compare."""
    if before.textless:
        return []
    return differences("\n".join(before.shown), "\n".join(after.shown), sought)


def _unseen(before: Opened, after: Opened) -> frozenset[int]:
    """The pages of the copy that a person must look at."""
    if before.textless:
        return frozenset(range(1, len(after.shown) + 1))
    return after.pictured | after.textless


def _needs_eyes(pages: frozenset[int]) -> Finding:
    named = "、".join(str(page) for page in sorted(pages))
    sentence = f"第 {named} 页有图片或者没有文字层，程序无法核验。请由具名人员逐页查看并确认。"
    gloss = f"Pages {named} show pictures or have no text: a named person must look at each and confirm it."
    return Finding("needs_confirmation", f"第 {named} 页", sentence, gloss)


def _refused(error: Unreadable, where: str, gloss: str, sums: tuple[str, str]) -> Proof:
    finding = Finding(error.code, where, f"{where}：{error.sentence}", f"The {gloss} file: {error.gloss}")
    return Proof(False, (finding,), b"", "", *sums, "", 0)
