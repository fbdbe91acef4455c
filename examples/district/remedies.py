"""Reviews and lawsuits against an answer, and record corrections, each a case of its own."""

from examples.district.folders import Folder, opening_of
from examples.district.world import Story
from zhengwu.records.cases.opening import Applicant, Opening

RENEWED = "按复议决定重新答复：经重新检索，予以公开。"
REVIEWERS, COURT = "青禾区人民政府", "青禾区人民法院"
COUNTS = ("未在法定期限内答复", "检索不充分，所称不存在没有依据", "不予公开的理由不成立", "答复未告知救济途径")


def contested(folder: Folder, ways: tuple[str, ...]) -> Story:
    """Lets what is brought against the answer begin: `review:OUTCOME`, `simple:OUTCOME`, `suit:RESULT`, `after:RESULT`.

    A word `+appeal` after a result lets it be appealed, `+redo` orders a new answer.
    """
    for way in ways:
        kind, _, result = way.partition(":")
        yield folder.world.later(folder.chance.randint(6, 25))
        other = Folder(folder.world, folder.body, folder.chance, folder.handler, facts=dict(folder.facts))
        if kind in ("review", "simple"):
            yield from review(other, folder, result.removesuffix("+redo"), kind == "simple", result.endswith("+redo"))
        else:
            yield from suit(other, folder, "suit_after_review" if kind == "after" else "direct_suit", result)


def review(folder: Folder, about: Folder, outcome: str, simple: bool, redo: bool) -> Story:
    """An administrative review of the answer, seen from the body."""
    opening = Opening(about_id=about.id, title=f"对{about.number}答复的行政复议")
    folder.open(
        "administrative_review", "notified", opening, mode="simplified" if simple else "ordinary",
        review_body=REVIEWERS, review_number=f"青政复〔{folder.world.on.year}〕{folder.chance.randint(1, 240)}号",
        claim=folder.chance.choice(COUNTS),
    )  # fmt: skip
    yield folder.world.later(1)
    folder.assign()
    yield folder.world.later(folder.chance.randint(2, 3 if simple else 8))
    folder.take("answered", "handler", evidence="1. 申请表及登记回执；2. 检索记录；3. 答复书及送达凭据")
    yield folder.world.later(folder.chance.randint(8, 14) if simple else folder.chance.randint(15, 34))
    told = {"redo_days": 10} if redo else {}
    document = f"青政复决〔{folder.world.on.year}〕{folder.chance.randint(1, 240)}号"
    folder.take("decided", "clerk", outcome=outcome, document=document, reasons="见复议决定书", **told)
    if redo:
        yield folder.world.later(2)
        yield from redone(about, document)
    yield folder.world.later(20)
    folder.take("archived", "clerk", shelf=f"复{folder.world.on.year}-{folder.id}")


def redone(folder: Folder, document: str) -> Story:
    """The request is answered anew, as review or court has ordered."""
    folder.take("redo_ordered", "handler", item="1", days=10, document=document)
    yield folder.world.later(folder.chance.randint(2, 6))
    folder.take("proposed", "handler", item="1", outcome="partial", reasons=RENEWED)
    folder.take("decided", "reviewer", item="1", outcome="partial", reasons=RENEWED)
    yield folder.world.later(1)
    folder.take("delivered", "clerk", channel="post", proof="送达回证")


def suit(folder: Folder, about: Folder, way: str, result: str) -> Story:
    """A lawsuit about the answer, seen from the defendant."""
    outcome, _, after = result.partition("+")
    mode = folder.chance.choice(("ordinary", "ordinary", "simplified"))
    opening = Opening(about_id=about.id, title=f"对{about.number}答复的行政诉讼")
    number = f"（{folder.world.on.year}）青行初{folder.chance.randint(1, 90)}号"
    folder.open("lawsuit", "notified", opening, way=way, mode=mode, court=COURT, court_number=number,
                claim=folder.chance.choice(COUNTS))  # fmt: skip
    yield folder.world.later(1)
    folder.assign()
    yield folder.world.later(folder.chance.randint(4, 8))
    folder.take("defended", "handler", evidence="答辩状一份；证据1至6及证据目录")
    yield folder.world.later(folder.chance.randint(15, 60))
    ruling = outcome in ("suit_dismissed", "suit_withdrawn")
    folder.take("judged", "clerk", outcome=f"{way}_{outcome}", form="ruling" if ruling else "judgment", document=number)
    if after == "appeal":
        yield folder.world.later(4)
        folder.take("appealed", "clerk", side="claimant")
        yield folder.world.later(folder.chance.randint(30, 50))
        final = number.replace("青行初", "禾行终")
        folder.take("finally_judged", "clerk", outcome=f"{way}_{outcome}", document=final)
    else:
        yield folder.world.later(16)
        folder.take("became_final", "clerk")
    if after == "redo":
        yield from redone(about, number)
    yield folder.world.later(20)
    folder.take("archived", "clerk", shelf=f"诉{folder.world.on.year}-{folder.id}")


CORRECTIONS = {
    "corrected": {}, "not_corrected": {"reasons": "登记内容与原始凭证一致。"},
    "transferred": {"responsible_body": "青禾区公安分局"},
}  # fmt: skip


def record_correction(folder: Folder, who: Applicant, outcome: str) -> Story:
    """A wrong record about oneself is to be put right (条例第四十一条)."""
    texts = ["本人住址登记为望湖大道8号，应为望湖大道18号；附不动产权证复印件"]
    folder.open("record_correction", "received", opening_of(who, texts), channel="counter", items=texts)
    yield folder.world.later(1)
    folder.assign()
    yield folder.world.later(folder.chance.randint(4, 14))
    folder.take("decided", "reviewer", outcome=outcome, **CORRECTIONS[outcome])
    yield folder.world.later(1)
    folder.take("delivered", "clerk", channel="当面", proof="签收单")
    yield folder.world.later(15)
    folder.take("archived", "clerk")
