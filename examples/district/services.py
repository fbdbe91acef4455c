"""The service items of 青禾区 as records: `items.toml` and `materials.toml`, and what goes without saying.

A main item has a handling item for each of its actions; an old holder brings less than a new one. Two items are left
as they were before anybody looked at them, so that the checks of the guides have something to find.
"""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from examples.district.blanks import key_of
from examples.district.offices import ALL, Office
from zhengwu.statute.catalogue import codes
from zhengwu.statute.catalogue.model import (
    Basis,
    CatalogueLine,
    Choice,
    Commitment,
    Faq,
    FeeLine,
    Limit,
    Material,
    Place,
    Question,
    Record,
    Result,
    Stage,
    Variant,
)
from zhengwu.statute.forms.model import Field, Form, Kind, Option, Section, When

HERE = Path(__file__).parent
ACTIONS = {"new": "新办", "change": "变更", "renewal": "延续", "cancellation": "注销", "reissue": "补发"}
LESS = {"renewal": 4, "change": 3, "cancellation": 2, "reissue": 2}  # materials of who has the licence already
HALL = Place("青禾区政务服务中心", "青禾区青禾路1号", "工作日 9:00—17:00", "000-62000000", "综合窗口")
STATION = Place("便民服务站", "各镇（街道）便民服务中心", "工作日 8:30—17:00", "000-62000012", "便民窗口")
STAGES = ("receipt", "acceptance", "review", "approval", "completion", "delivery")
ENDING = (
    "cancellation",
    "reissue",
)  # of the common form for these there is no sample, so that checks have hints to give
SPECIAL = {"inspection": "现场核查", "expert_review": "专家评审", "hearing": "听证"}
AGENT = Question("by_agent", "由谁来办？", (Choice("self", "本人办理"), Choice("agent", "委托他人办理")))
THIRD = Question("third_party", "是否关系到他人的重大利益？", (Choice("no", "不涉及"), Choice("yes", "涉及")))
RENTED = (
    Field("rented", "场所是租用的吗？", Kind.YES),
    Field("landlord", "出租人姓名或者名称", most=100, when=(When("rented", ("yes",)),)),
    Field("rented_months", "租赁期还有多少个月", Kind.COUNT, least=1, most=600, when=(When("rented", ("yes",)),)),
    Field("owned", "产权证明编号", most=60, help="还没有办理的，填写购房合同编号", when=(When("rented", ("no",)),)),
)
FAULTY = {"价格争议调解", "对举报违法行为的奖励"}


@dataclass(frozen=True)
class Offered:
    """An item to be put on file: whose it is, its code, and its record."""

    office: Office
    code: str
    record: Record


@cache
def _said() -> dict[str, Any]:
    return tomllib.loads((HERE / "items.toml").read_text("utf-8"))


def _mains() -> list[dict[str, Any]]:
    return list(_said()["item"])


@cache
def _materials() -> dict[str, dict[str, Any]]:
    return tomllib.loads((HERE / "materials.toml").read_text("utf-8"))


def offered(credit_codes: dict[str, str]) -> Iterator[Offered]:
    """Every item; `credit_codes` are those of the bodies by the keys of their offices."""
    offices = {office.key: office for office in ALL}
    for serial, said in enumerate(_mains(), 1):
        type_code = codes("item_type")[said["type"]].code
        catalog = f"00{type_code}{31 + serial % 7:02d}{serial:03d}000"
        level = "5" if said["body"] in ("lt", "yq") else "4"
        for at, action in enumerate(said["actions"], 1):
            task = f"{credit_codes[said['body']]}{level}{catalog}"
            record = _record(said, action, catalog, task, f"{task}{at:02d}")
            yield Offered(offices[said["body"]], f"{task}{at:02d}", record)


def catalogue(there: Iterable[Offered]) -> list[CatalogueLine]:
    """The base catalogue of which the items are; two lines are of another level than the items made of them."""
    records = {one.record.catalog_code: one.record for one in there}
    return [
        CatalogueLine(
            code, one.main, one.type, ("city",) if one.main in FAULTY else (one.level,),
            "；".join(f"{basis.law}{basis.article}" for basis in one.bases),
        )
        for code, one in sorted(records.items())
    ]  # fmt: skip


def licence_names() -> dict[str, str]:
    """The kinds of licences that items end with: key and name."""
    return {said["licence"]: _licence_name(said) for said in reversed(_mains()) if "licence" in said}


def _licence_name(said: dict[str, Any]) -> str:
    name = str(said["name"]).split("（")[0]
    for ending in ("设立审批", "审批", "核发", "执业登记", "登记", "核准", "许可"):
        name = name.removesuffix(ending) or name
    return str(_said()["results"].get(said["licence"], f"{name}许可证"))


def _record(said: dict[str, Any], action: str, catalog: str, task: str, handle: str) -> Record:
    name = f"{said['name']}（{ACTIONS[action]}）" if len(said["actions"]) > 1 else said["name"]
    statutory, promised = said["days"]
    promised = promised if action == "new" else promised // 2
    online, near = said.get("how") == "online", bool(said.get("nearby"))
    visits = 0 if online or promised == 0 or action in ("change", "cancellation") else 1
    by_law = said.get("basis_of_days") or (f"{said['law'][0]}{said['law'][1]}" if statutory else "")
    faulty = said["name"] in FAULTY
    return Record(
        name=name, type=said["type"], action=action, catalog_code=catalog, task_code=task, handle_code=handle,
        main=said["name"], bases=(Basis(said["law"][0], article=said["law"][1]),),
        level="township" if said["body"] in ("lt", "yq") else "county", joint_bodies=tuple(said.get("joint", ())),
        objects=tuple(said["objects"]), themes=tuple(said["themes"]), events=tuple(said["events"]),
        case_type="promised_time" if promised else "on_the_spot",
        channels=("counter", "online", *(("kiosk",) if said.get("kiosk") else ()), *(("mail",) if not visits else ())),
        kiosk=bool(said.get("kiosk")), mails=not faulty, nearby=near, scope=("counties",) if near else (),
        statutory=Limit(statutory, note=by_law), promised=Limit(promised, note="公开承诺"),
        stages=_stages(said, action, promised), visits=visits,
        visit_reason="" if faulty or not visits else "须当场核对原件并领取证件",
        depth=("consult", "intake", "pre_review", "acceptance", "handling", "result", "licence") if not visits
        else ("consult", "intake", "pre_review", "acceptance"),
        address="/services", conditions=_conditions(said, action), materials=tuple(_brought(said, action)),
        questions=_questions(said, action), variants=_variants(said, statutory, promised),
        charged=None if faulty else "charged" in said, fees=_fees(said), results=_results(said, action, faulty),
        delivery=("counter", "mail", "online"), places=(STATION,) if near else (HALL,),
        consult_phone="000-62000012", complaint_phone="000-62000012" if faulty else "000-12345",
        review_body="青禾区人民政府", court="青禾区人民法院",
        faqs=(Faq("多长时间能办好？", "以受理之日的下一个工作日为第一日计算，具体日期见受理通知书。"),),
        commitment=_commitment(said, action), safety=bool(said.get("safety")), form=_form(said, action),
    )  # fmt: skip


def _conditions(said: dict[str, Any], action: str) -> tuple[str, ...]:
    if action == "new":
        return (f"符合{said['law'][0]}规定的条件", "提交的材料真实、完整")
    return ("持有有效的证件" if "licence" in said else "此前已经办理该事项", "提交的材料真实、完整")


def _stages(said: dict[str, Any], action: str, promised: int) -> tuple[Stage, ...]:
    names = {one.key: one.zh for one in codes("stage").values()}
    own = tuple(
        Stage(SPECIAL[key], SPECIAL[key], unit="综合科", own=True, special=key if key != "inspection" else "")
        for key in said.get("stages", ())
        if action == "new"
    )  # fmt: skip
    usual = [Stage(key, names[key]) for key in STAGES]
    if not promised:
        return tuple(usual)
    return (*usual[:3], *own, *usual[3:])


def _brought(said: dict[str, Any], action: str) -> Iterator[Material]:
    keys = said["materials"] if action == "new" else said["materials"][: LESS[action]]
    faulty = said["name"] in FAULTY
    for key in keys:
        what = _materials()[key]
        when = (When(what["when"], ("agent" if what["when"] == "by_agent" else "yes",)),) if "when" in what else ()
        necessity = "deferrable" if key in said.get("deferrable", ()) else what.get("necessity", "necessary")
        yield Material(
            key=key, name=what["name"].format(item=said["name"].split("（")[0]), kind=what["kind"], form="both",
            necessity=necessity, source=what["source"], copies=what.get("copies", 0),
            instructions="原件核对后当场退还" if what["kind"] == "certificate" else "",
            criteria=what.get("criteria", "内容真实、清晰、完整"), issuer=what.get("issuer", ""),
            licence_type=what.get("licence", ""), blank="" if faulty else key_of("blank", key),
            sample="" if faulty or action in ENDING else key_of("sample", key), replaced=bool(what.get("replaced")),
            when=when,
        )  # fmt: skip


def _questions(said: dict[str, Any], action: str) -> tuple[Question, ...]:
    keys = said["materials"] if action == "new" else said["materials"][: LESS[action]]
    found = [AGENT] if "mandate" in keys else []
    if "third_party_opinion" in keys:
        found.append(THIRD)
    if said.get("questions") == "food" and action == "new":
        choices = (Choice("dine", "堂食"), Choice("takeaway", "只做外卖"), Choice("prepacked", "只卖预包装食品"))
        found.append(Question("trade", "准备怎样经营？", choices, help="只卖预包装食品的，改为备案，当场办结"))
    if said.get("questions") == "building" and action == "new":
        choices = (Choice("house", "自住住房"), Choice("other", "其他建筑"))
        found.append(Question("building", "建的是什么？", choices))
    return tuple(found)


def _variants(said: dict[str, Any], statutory: int, promised: int) -> tuple[Variant, ...]:
    if said.get("questions") == "food":
        return (
            Variant("prepacked", "只卖预包装食品", (When("trade", ("prepacked",)),), "on_the_spot", None, Limit(0)),
        )
    if said.get("questions") == "building":
        return (Variant("house", "自住住房", (When("building", ("house",)),), "", None, Limit(max(1, promised // 2))),)
    return ()


def _fees(said: dict[str, Any]) -> tuple[FeeLine, ...]:
    if "charged" not in said:
        return ()
    name, standard, basis = said["charged"]
    return (FeeLine(name, standard, basis, reduction="小型微型企业按规定减免"),)


def _results(said: dict[str, Any], action: str, faulty: bool) -> tuple[Result, ...]:
    if "licence" not in said:
        return (Result("办理结果通知书", "document", sample="" if faulty else "sample"),)
    months = None if said["licence"] in ("business_licence", "real_estate", "teacher") else 60
    name = _licence_name(said) if action != "cancellation" else "注销通知书"
    return (Result(name, "licence", said["licence"], months, "sample"),)


def _commitment(said: dict[str, Any], action: str) -> Commitment:
    if action != "new" or "commitment" not in said:
        return Commitment()
    return Commitment(
        said["commitment"],
        ("所填写的信息真实、准确", "已经知晓并符合告知的条件", "愿意承担不实承诺的法律责任"),
        "承诺不实的，撤销决定，记入信用记录，不再适用告知承诺",
        30,
    )


def _form(said: dict[str, Any], action: str) -> Form:
    person = said["objects"][0] == "natural_person"
    who = (
        Field("name", "申请人姓名" if person else "单位名称", most=100, means="holder.name"),
        Field("code", "身份证号码" if person else "统一社会信用代码",
              Kind.CITIZEN_ID if person else Kind.CREDIT_CODE, means="holder.code", personal=person),
        Field("phone", "联系电话", Kind.PHONE, means="holder.phone", personal=True),
        Field("address", "住所（地址）", Kind.ADDRESS, most=200, means="holder.address"),
    )  # fmt: skip
    what: list[Field] = []
    if action == "new" and "licence" in said:
        what.append(Field("place", "经营（使用）场所", Kind.ADDRESS, most=200, means="premises.address"))
        what.append(Field("area", "面积（平方米）", Kind.COUNT, least=1, most=1_000_000, required=False,
                          means="premises.area"))  # fmt: skip
    if action == "new" and said.get("rented"):
        what += RENTED
    if action == "change":
        options = (Option("name", "名称"), Option("address", "地址"), Option("person", "负责人"))
        what.append(Field("changes", "变更内容", Kind.CHOICES, options=options, least=1, most=3))
        what.append(Field("changed", "变更后的内容", Kind.LONG, most=500))
    if action != "new" and "licence" in said:
        what.append(Field("number", "原证件编号", most=60, means="licence.number"))
    what.append(Field("note", "需要说明的情况", Kind.LONG, required=False, most=500))
    return Form((Section("who", "申请人", who), Section("what", "申请内容", tuple(what))))
