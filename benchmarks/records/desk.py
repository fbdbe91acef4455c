"""What the API's benchmark needs on file, and the requests that it sends: `python -m benchmarks.records.desk TURNS`.

Prints a JSON object: the name of each question to its list of `[method, path, headers, body]`.
"""

import json
import random
import sys
from datetime import UTC, datetime
from typing import Any

from benchmarks.records.engine import STORY
from benchmarks.records.steps import opening
from benchmarks.records.town import PASSWORD, Town, actor_of, at_nine, founded, open_records

HOT = 50  # cases that one office looks at again and again
SUBJECTS = ("招标文件", "征收补偿方案", "环境影响评价批复", "预算执行明细", "会议纪要", "行政许可决定", "监测数据")


def cases_on_file(town: Town, count: int) -> list[int]:
    """So many cases, four to eight events on each."""
    from zhengwu.records.cases import actions

    opened, head, found = opening(town), actor_of(town.people["head"]), []
    for number in range(count):
        case_id = opened()
        for event in STORY[2 : 4 + number % 5]:
            actions.take(case_id, event, by=head, at=at_nine(event.on))
        found.append(case_id)
    return found


def signed_in(person_id: int) -> tuple[dict[str, str], dict[str, str]]:
    """The headers of somebody's session: for reading, and for writing."""
    from django.conf import settings

    from zhengwu.records.people.models import Person
    from zhengwu.records.people.sessions import Device, sign_in
    from zhengwu.visits import csrf_token

    username = Person.objects.get(pk=person_id).username
    session = sign_in(username, PASSWORD, device=Device(), hours=12, at=datetime.now(UTC))
    cookie = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session.secret}"}
    return cookie, cookie | {"X-CSRF-Token": csrf_token(session.secret)}


def submission(town: Town, number: int) -> list[Any]:
    """A request handed in online by the public, under a key that makes a repetition harmless."""
    dice = random.Random(number)  # noqa: S311 - repeatable, and nobody's secret
    subject = f"申请公开第{dice.randrange(1000)}号地块的{dice.choice(SUBJECTS)}及附件，用于核对第{number}号材料"
    applicant = {
        "name": f"申请人{number}", "id_kind": "passport", "id_number": f"G{number:08d}", "phone": "000-00000000",
        "address": "青禾市某路1号",
    }  # fmt: skip
    said = {"body_id": town.office, "items": [subject], "applicant": applicant}
    return ["POST", "/api/requests", {"Idempotency-Key": f"bench-{number:08d}"}, json.dumps(said)]


def an_item(town: Town) -> int:
    """A service item of the office as they mostly are: four materials, a form of four fields, five working days."""
    from datetime import date

    from zhengwu.records.items.loading import Loaded, load
    from zhengwu.statute.catalogue.model import Limit, Material, Record
    from zhengwu.statute.forms.model import Field, Form, Kind, Section

    fields = (Field("name", "单位名称", most=100), Field("phone", "联系电话", Kind.PHONE), Field("place", "经营场所"),
              Field("area", "面积", Kind.COUNT, required=False))  # fmt: skip
    materials = tuple(Material(f"m{number}", f"申请材料{number}") for number in range(4))
    form = Form((Section("what", "申请内容", fields),))
    record = Record("公共场所卫生许可（新办）", "licence", objects=("enterprise",), statutory=Limit(20),
                    promised=Limit(5), materials=materials, form=form)  # fmt: skip
    return load([Loaded(town.office, record, date(2023, 1, 1), town.units[0])], by="承办人", at=datetime.now(UTC))[0]


def application(item_id: int, number: int, headers: dict[str, str]) -> list[Any]:
    """An application pushed by another system, under a key of that system and one that makes a repetition harmless."""
    said = {
        "item_id": item_id, "channel": "system", "source_key": f"hall-{number}",
        "holder": {"name": f"青禾第{number}餐饮有限公司", "kind": "enterprise", "phone": "000-00000000"},
        "filled": {"name": [f"青禾第{number}餐饮有限公司"], "phone": ["000-00000000"], "place": ["青禾路1号"]},
        "materials": [{"key": f"m{one}", "original_seen": True} for one in range(4)],
    }  # fmt: skip
    return ["POST", "/api/applications", headers | {"Idempotency-Key": f"hall-{number:08d}"}, json.dumps(said)]


def main() -> None:
    """Makes and prints."""
    turns = int(sys.argv[1])
    open_records(migrate=True)
    town = founded()
    cases = cases_on_file(town, max(turns // 2, HOT))
    reading, writing = signed_in(town.people["head"])
    public, pushing = signed_in(town.people["clerk"])
    item_id = an_item(town)
    step = json.dumps({"event": "search_recorded", "fields": {"where": "档案室", "terms": "项目名称"}})
    questions: dict[str, Any] = {
        "detail, again and again": lambda n: ["GET", f"/api/cases/{cases[n % HOT]}", reading, ""],
        "detail, another each time": lambda n: ["GET", f"/api/cases/{cases[n % len(cases)]}", reading, ""],
        "inbox": lambda n: ["GET", "/api/cases?is_open=true", public, ""],
        "step": lambda n: ["POST", f"/api/cases/{cases[n % len(cases)]}/steps", writing, step],
        "submission": lambda n: submission(town, n),
        "application": lambda n: application(item_id, n, pushing),
    }
    print(json.dumps({name: [asked(n) for n in range(turns)] for name, asked in questions.items()}))


if __name__ == "__main__":
    main()
