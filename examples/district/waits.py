"""What may happen between registration and decision: correction, consultation, extension, fee, reasons, searches."""

from examples.district.folders import Folder
from examples.district.subjects import SEARCHED
from examples.district.world import Story

CORRECTION_DAYS, OPINION_DAYS, PAYMENT_DAYS = 15, 15, 20
CONCERNS = "该信息涉及我单位的报价构成和技术方案，公开后将影响后续投标，不同意公开。"


def corrected(folder: Folder) -> Story:
    """An unclear request is put right once."""
    yield folder.world.later(folder.chance.randint(1, 4))
    folder.take(
        "correction_requested", "handler", what="请写明所需文件的名称、文号或者其他特征性描述", days=CORRECTION_DAYS
    )
    yield folder.world.later(folder.chance.randint(2, 10))
    items = folder.facts["clear"]
    folder.take("correction_received", "clerk", text="；".join(items), items=items)
    folder.assign()


def never_corrected(folder: Folder) -> Story:
    """An unclear request is not put right: after the period it is not handled any further."""
    yield folder.world.later(folder.chance.randint(1, 5))
    folder.take("correction_requested", "handler", what="申请内容不明确，请写明文件名称或者特征", days=CORRECTION_DAYS)
    yield folder.world.later(CORRECTION_DAYS + 1 + folder.chance.randint(0, 2))
    folder.take("correction_lapsed", "handler", note="期满两次电话联系，申请人未补正")


def _asked(folder: Folder, party: str, kind: str) -> Story:
    yield folder.world.later(folder.chance.randint(1, 3))
    folder.take("consultation_sent", "handler", party=party, kind=kind, channel="邮政特快专递")
    yield folder.world.later(folder.chance.randint(1, 3))
    folder.take("consultation_delivered", "clerk", party=party, channel="邮政特快专递回执")


def agrees(folder: Folder) -> Story:
    """A third party agrees to disclosure."""
    yield from _asked(folder, folder.facts["party"], "third_party")
    yield folder.world.later(folder.chance.randint(3, 10))
    folder.take("opinion_received", "clerk", party=folder.facts["party"], opinion="agrees", text="同意公开。")


def objects(folder: Folder) -> Story:
    """A third party objects, with good reason."""
    yield from _asked(folder, folder.facts["party"], "third_party")
    yield folder.world.later(folder.chance.randint(3, 12))
    party = folder.facts["party"]
    folder.outside("opinion_received", "third_party", party, party=party, opinion="objects", text=CONCERNS)


def silent(folder: Folder) -> Story:
    """A third party says nothing in fifteen working days: the body decides by itself (条例第三十二条)."""
    yield from _asked(folder, folder.facts["party"], "third_party")
    yield folder.world.later(OPINION_DAYS + 1)
    folder.take("consultation_lapsed", "clockwork", party=folder.facts["party"])


def co_maker(folder: Folder) -> Story:
    """A body that made the information jointly says nothing: that is consent (条例第三十四条)."""
    yield from _asked(folder, "青禾区水务局", "co_maker")
    yield folder.world.later(OPINION_DAYS + 1)
    folder.take("consultation_lapsed", "clockwork", party="青禾区水务局")


def extended(folder: Folder) -> Story:
    """The head extends the time to answer, shortly before it ends."""
    yield folder.world.by(0.8, folder.due_on)
    reasons = "涉及文件年代较久，需会同档案馆逐件核对"
    folder.take("extended", "head", days=folder.chance.choice((10, 15, 20)), reasons=reasons)


def _charged(folder: Folder) -> Story:
    """A fee by the page: 国办函〔2020〕109号 begins to charge at 31 pages."""
    yield folder.world.later(folder.chance.randint(2, 6))
    pages = folder.chance.randint(40, 98)
    folder.facts["amount"] = f"{(pages - 30) * 10}.00"
    folder.take("fee_notice_sent", "handler", amount=folder.facts["amount"], per="page", quantity=pages)
    yield folder.world.later(folder.chance.randint(1, 2))
    folder.take("fee_notice_delivered", "clerk")


def paid(folder: Folder) -> Story:
    """The applicant pays the fee."""
    yield from _charged(folder)
    yield folder.world.later(folder.chance.randint(1, 12))
    voucher = f"QH{folder.world.on:%Y%m%d}{folder.chance.randint(0, 99):02d}"
    folder.take("fee_paid", "clerk", amount=folder.facts["amount"], voucher=voucher)


def not_paid(folder: Folder) -> Story:
    """The applicant does not pay: after the period the request is not handled any further."""
    yield from _charged(folder)
    yield folder.world.later(PAYMENT_DAYS + 1 + folder.chance.randint(0, 2))
    folder.take("fee_lapsed", "handler", note="期满未缴费，已电话核实")


def reasons_asked(folder: Folder) -> Story:
    """Somebody who asks again and again is asked why (条例第三十五条)."""
    yield folder.world.later(folder.chance.randint(1, 4))
    folder.take(
        "reason_requested", "handler", note="申请人三个月内向本机关提出同类申请十余件，数量、频次明显超过合理范围"
    )
    yield folder.world.later(folder.chance.randint(3, 8))
    reasonable = folder.facts.get("reasonable", False)
    text = "正在整理本村历年账目，需逐年核对。" if reasonable else "就是想都要。"
    folder.take("reason_received", "clerk", text=text, reasonable=reasonable)
    if reasonable:
        last = folder.world.later(40)
        folder.take("deferred", "head", due_on=last, reasons="理由合理但数量较大，需分批整理")


def searched(folder: Folder) -> Story:
    """A search is put on file as evidence."""
    yield folder.world.later(folder.chance.randint(1, 4))
    for where in folder.chance.sample(SEARCHED, 2):
        terms = folder.facts["clear"][0][:12]
        folder.take(
            "search_recorded",
            "handler",
            where=where,
            terms=terms,
            searcher="承办科室与档案员共同检索",
            result="未检索到",
        )


def split(folder: Folder) -> Story:
    """A further matter is found inside the request and gets its own number."""
    yield folder.world.later(1)
    folder.take("item_added", "handler", items=["与上述事项有关的会议纪要"])
    folder.facts["items"] = folder.facts.get("items", 1) + 1


WAITS = {
    "corrected": corrected, "never_corrected": never_corrected, "agrees": agrees, "objects": objects, "silent": silent,
    "co_maker": co_maker, "extended": extended, "paid": paid, "not_paid": not_paid, "reasons": reasons_asked,
    "searched": searched, "split": split,
}  # fmt: skip
