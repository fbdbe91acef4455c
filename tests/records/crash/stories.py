"""What the writers write: cases of several lives, each step a function of how many events are on file."""

import hashlib
import random
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from zhengwu.records.cases import actions
from zhengwu.records.cases.models import Case
from zhengwu.records.cases.opening import Applicant, Opening
from zhengwu.records.documents import actions as documents
from zhengwu.statute.procedures import event_from

SHANGHAI = ZoneInfo("Asia/Shanghai")
ASKED = "老旧小区改造的招标文件", "公交线路调整的评估报告", "某项目的环境影响评价批复"


def at_nine(on: date) -> datetime:
    return datetime.combine(on, time(9), SHANGHAI)


def said(key, on, **says):
    return event_from({"event": key, "on": f"2026-{on}", **says})


BEGINNING = said("submitted", "03-02", channel="counter", items=list(ASKED)), said("received", "03-02")
ENDING = (
    said("decided", "04-10", outcome="granted"),
    said("delivered", "04-13", channel="post"),
    said("archived", "04-20", shelf="甲-1"),
)
LIVES = (
    (*BEGINNING, said("assigned", "03-03", note="请按期办理"), *ENDING),
    (*BEGINNING, said("correction_requested", "03-04", what="请写明名称", days=10),
     said("correction_received", "03-11", items=["甲文件", "乙文件", "丙文件"], text="补充如下"), *ENDING),
    (*BEGINNING, said("consultation_sent", "03-12", party="1", kind="third_party"),
     said("opinion_received", "03-20", party="1", opinion="agrees"),
     said("extended", "03-25", days=20, reasons="较多"), *ENDING),
    (*BEGINNING, said("fee_notice_sent", "03-05", amount="100.00"),
     said("fee_paid", "03-10", amount="100.00", voucher="收1"), *ENDING),
    (*BEGINNING, said("decided", "03-12", item="1", outcome="granted"),
     said("decided", "03-13", item="2", outcome="not_exist", reasons="经检索没有"),
     said("item_added", "03-16", items=["丁文件"]), *ENDING),
)  # fmt: skip


def opened(chance: random.Random, body_id, by):
    """Opens a case of a random life; one in three is an import, of which some are repeated."""
    life = chance.choice(LIVES)
    source = f"old-{chance.randrange(10**6)}" if chance.random() < 0.3 else None
    who = Applicant(f"申请人{chance.randrange(1000)}", phone="000-00000000", address="青禾区某路1号")
    opening = Opening(who, title=f"life {LIVES.index(life)}", source_key=source)
    made = actions.open_case("information_request", body_id, life[:2], opening, by=by, at=at_nine(life[1].on))
    return made.case_id, made.number, made.length


def received(chance: random.Random, row: Case, by):
    """Puts a file of random length on the case; gives the attachment's id and what it is the sum of."""
    content = f"证据{chance.random()}\n".encode() * chance.randrange(1, 8000)
    file = documents.Receiving(content, "证据.txt", "evidence")
    made = documents.receive(row.pk, file, by=by, at=at_nine(date(2026, 4, 20)))
    return made.id, row.number, hashlib.sha256(content).hexdigest()


def stepped(row: Case, by):
    """Takes the case's next step, or strikes out its last entry and so ends its life; None where it has ended."""
    life, taken = LIVES[int(row.title.split()[1])], row.length
    if taken < len(life):
        done = actions.take(row.pk, life[taken], by=by, at=at_nine(life[taken].on), expected=taken)
    elif taken == len(life):
        done = actions.strike(row.pk, taken, "登记有误", by=by, at=at_nine(life[-1].on), on=life[-1].on, expected=taken)
    else:
        return None
    return done.case_id, done.number, done.length
