"""The checks of what a guide says to people: time, visits, online, charges, results, phones, materials, commitment."""

import re
from collections.abc import Callable, Iterator

from zhengwu.statute.catalogue import itemcodes
from zhengwu.statute.catalogue.codes import code
from zhengwu.statute.catalogue.logic import Said
from zhengwu.statute.catalogue.model import Limit, Record, Stage

AT_LEAST = ("acceptance", "review", "approval", "completion", "delivery")  # of a licence
LICENCE_DAYS = 20  # 行政许可法第四十二条
LONGER = {"calendar_days": 28, "months": 0, "hours": 24 * 28}  # more than these are more than 20 working days
FULLY, TAKEN_IN = 4, 2  # levels of the online depth
PHONE = re.compile(r"0\d{2,3}[-—‐－]\d{5,8}(?:[-—‐－转]\d{1,6})?", re.ASCII)
ANY = "(?:其他|其它|有关|相关|相应)"
CATCH_ALL = re.compile(
    rf"{ANY}(?:的|需要的|必要的|规定的|要求的|应当提交的|应提交的|补充|申请|申报|证明|文件){{0,3}}(?:材料|资料|文件|证明|证件|手续)$"
    r"|等(?:有关|相关)?(?:材料|资料|证明|证件|文件)$|(?:材料|资料|证明|证件|文件)等$"
)
SAFE = frozenset(("licence", "confirmation", "benefit", "award", "adjudication", "other_power", "filing"))
NOTHING_REPLACED = "实行证明事项告知承诺，但没有标明哪些材料可以由承诺代替。", "No material is named that it replaces."
NOT_OFFERED = (
    "有材料标明可由承诺代替，但事项没有实行告知承诺。",
    "A material may be replaced, but no commitment is offered.",
)
Check = Callable[[Record], Iterator[Said]]


def is_asked_for(record: Record) -> bool:
    """Whether people apply for it (依申请), so that it has a guide."""
    return bool(code("item_type", record.type).says["on_application"])


def limits(record: Record) -> Iterator[Said]:
    """Both limits are set, and the promise is not longer than the law's; at once is on the spot."""
    if record.statutory.length is None and record.type != "public_service":
        yield Said("G04", "statutory", "法定办结时限", "statutory limit")
    if record.promised.length is None:
        yield Said("G04", "promised", "承诺办结时限", "promised limit")
    situations = [("", record.name, record.case_type, record.statutory, record.promised)]
    for place, one in enumerate(record.variants):
        statutory, promised = one.statutory or record.statutory, one.promised or record.promised
        situations.append((f"variants[{place}].", one.name, one.case_type or record.case_type, statutory, promised))
    for path, name, kind, statutory, promised in situations:
        if promised.length is not None and (promised.length == 0) != (kind == "on_the_spot"):
            yield Said("G01", f"{path}promised", name)
        if longer(promised, statutory):
            yield Said("G02", f"{path}promised", name)
        if record.type == "licence" and long_for_a_licence(statutory):
            yield Said("G03", f"{path}statutory", name)


def longer(one: Limit, other: Limit) -> bool:
    """Whether a limit is longer than another of the same unit."""
    if one.length is None or other.length is None or (one.unit != other.unit and other.length):
        return False
    return one.length > other.length


def long_for_a_licence(limit: Limit) -> bool:
    """Whether a licence has more time than the general rule gives, and the note does not say why."""
    most = LICENCE_DAYS if limit.unit == "working_days" else LONGER[limit.unit]
    return limit.length is not None and limit.length > most and not limit.note.strip()


def stages(record: Record) -> Iterator[Said]:
    """A licence shows its five stages; together they fit the promise."""
    if record.type == "licence":
        there = {one.key for one in record.stages}
        for key in AT_LEAST:
            if key not in there:
                yield Said("G23", "stages", code("stage", key).zh, code("stage", key).en)
        if not record.faqs:
            yield Said("G24", "faqs")
    days = taken(record.stages)
    if record.promised.unit == "working_days" and record.promised.length is not None and days > record.promised.length:
        yield Said("G05", "stages", str(days))


def taken(stages: tuple[Stage, ...]) -> int:
    """The days of stages one after the other; those done together take as long as the longest. Special ones: none."""
    side: dict[str, int] = {}
    total = 0
    for one in stages:
        if one.special or one.days is None:
            continue
        if one.together:
            side[one.together] = max(side.get(one.together, 0), one.days)
        else:
            total += one.days
    return total + sum(side.values())


def visits(record: Record) -> Iterator[Said]:
    """How often one has to come, why, and what stands for it."""
    depth = furthest(record)
    if record.visits is None:
        yield Said("G08", "visits")
    elif record.visits and not record.visit_reason.strip():
        yield Said("G06", "visit_reason")
    elif record.visits == 0 and record.visit_reason.strip():
        yield Said("G07", "visit_reason")
    if record.visits == 0 and depth < TAKEN_IN and not record.mails:
        yield Said("G09", "mails")
    if depth == FULLY and record.visits:
        yield Said("G10", "visits")
    if (depth >= TAKEN_IN) != ("online" in record.channels):
        yield Said("G11", "channels")
    if record.kiosk and "kiosk" not in record.channels:
        yield Said("G35", "channels")
    if "counter" in record.channels and not any(one.address.strip() and one.hours.strip() for one in record.places):
        yield Said("G27", "places")


def furthest(record: Record) -> int:
    """How far it goes online (Ⅰ to Ⅳ); 0 where nothing is said."""
    return max((int(code("depth", one).says["level"]) for one in record.depth), default=0)


def charges(record: Record) -> Iterator[Said]:
    """What is charged for is said whole; what is not charged for has no fees."""
    if record.charged is None:
        yield Said("G14", "charged")
    elif record.charged:
        if not record.fees:
            yield Said("G12", "fees", "收费", "A charge")
        for place, one in enumerate(record.fees):
            if not (one.name.strip() and one.standard.strip() and one.basis.strip()):
                yield Said("G12", f"fees[{place}]", one.name or "收费", one.name or "A charge")
    else:
        if record.fees:
            yield Said("G13", "fees", "收费项目", "a list of fees")
        if record.pays_online:
            yield Said("G13", "pays_online", "网上支付", "online payment")


def results(record: Record) -> Iterator[Said]:
    """What one gets is named, with its sample and how it comes."""
    if not record.results:
        yield Said("G16", "results", "审批结果", "result")
    elif not record.delivery:
        yield Said("G16", "delivery", "送达方式", "way of delivery")
    for place, one in enumerate(record.results):
        if one.kind != "decision" and not one.sample.strip():
            yield Said("G15", f"results[{place}].sample", one.name)


def contacts(record: Record) -> Iterator[Said]:
    """Two phones with area codes, not the same; the remedies."""
    for name, zh, en in (("consult_phone", "咨询", "questions"), ("complaint_phone", "监督投诉", "complaints")):
        said = getattr(record, name).strip()
        if not said:
            yield Said("G17", name, zh, en)
        elif not all(PHONE.fullmatch(one) for one in re.split(r"[、，,；;/\s]+", said)):
            yield Said("G18", name, said)
    if record.consult_phone.strip() and record.consult_phone.strip() == record.complaint_phone.strip():
        yield Said("G19", "complaint_phone")
    if record.type in SAFE and is_asked_for(record):
        if not record.review_body.strip():
            yield Said("G20", "review_body", "行政复议机关", "body for administrative review")
        if not record.court.strip():
            yield Said("G20", "court", "行政诉讼法院", "court")


def audience(record: Record) -> Iterator[Said]:
    """Whom it serves, and the themes that go with it."""
    if not record.objects:
        yield Said("G22", "objects", "服务对象", "those whom it serves")
    if not record.themes:
        yield Said("G22", "themes", "主题分类", "themes")
    persons = "natural_person" in record.objects
    others = bool(set(record.objects) - {"natural_person"})
    for place, key in enumerate(record.themes):
        whom = code("theme", key).says.get("who")
        if record.objects and ((whom == "person" and not persons) or (whom == "organisation" and not others)):
            yield Said("G21", f"themes[{place}]", code("theme", key).zh, code("theme", key).en)


def materials(record: Record) -> Iterator[Said]:
    """Each material by its own name, once, and none that is a catch-all."""
    seen: set[tuple[str, object]] = set()
    for place, one in enumerate(record.materials):
        path, name = f"materials[{place}]", re.sub(r"\s", "", one.name)
        if CATCH_ALL.search(name):
            yield Said("G25", f"{path}.name", one.name)
        if (name, one.when) in seen:
            yield Said("G36", f"{path}.name", one.name)
        seen.add((name, one.when))
        if one.form == "paper" and not one.originals + one.copies:
            yield Said("G37", f"{path}.originals", one.name)
        if one.kind == "form":
            yield from (
                Said(rule, path, one.name) for rule, has in (("H01", one.blank), ("H02", one.sample)) if not has
            )
        if one.source == "government" and not (one.issuer.strip() or one.licence_type):
            yield Said("H04", f"{path}.issuer", one.name)


def simplified(record: Record) -> Iterator[Said]:
    """What may follow and what a commitment may stand for, said whole and within bounds."""
    followed = [one.necessity == "deferrable" for one in record.materials]
    if followed and all(followed):
        yield Said("G31", "materials")
    if any(followed) and record.supplement_days < 1:
        yield Said("G32", "supplement_days")
    offered, replaced = record.commitment, any(one.replaced for one in record.materials)
    if offered.kind:
        if record.safety:
            yield Said("G29", "commitment.kind")
        if not offered.obligations:
            yield Said("G28", "commitment.obligations", "承诺内容", "obligations")
        if not offered.consequences.strip():
            yield Said("G28", "commitment.consequences", "不实承诺的后果", "consequences")
    if offered.kind == "proof" and not replaced:
        zh, en = (
            "实行证明事项告知承诺，但没有标明哪些材料可以由承诺代替。",
            "No material is named that a commitment replaces.",
        )
        yield Said("G30", "commitment.kind", zh, en)
    if replaced and not offered.kind:
        zh, en = (
            "有材料标明可由承诺代替，但事项没有实行告知承诺。",
            "A material may be replaced, but no commitment is offered.",
        )
        yield Said("G30", "commitment.kind", zh, en)


def grounds(record: Record) -> Iterator[Said]:
    """The basis in law, and the conditions."""
    if record.type != "public_service" and not any(one.law.strip() and one.article.strip() for one in record.bases):
        yield Said("G26", "bases")
    if is_asked_for(record) and not record.conditions:
        yield Said("H03", "conditions")


def codes(record: Record) -> Iterator[Said]:
    """Codes that are there are those of the standard, and say the same as the record."""
    problems = (("catalog_code", itemcodes.catalog_problem), ("task_code", itemcodes.task_problem),
                ("handle_code", itemcodes.handle_problem))  # fmt: skip
    for name, problem in problems:
        said = getattr(record, name)
        found = problem(said) if said else None
        if found:
            yield Said("G33", name, found.zh, found.en)
    whole = itemcodes.implemented(record.handle_code or record.task_code)
    base = itemcodes.catalogued(record.catalog_code) or (whole and whole.catalogued)
    if base and base.type and base.type != record.type:
        yield Said("G34", "type", "事项类型", "type")
    if whole and whole.level != record.level:
        yield Said("G34", "level", "行使层级", "level")
    if whole and record.catalog_code and itemcodes.catalogued(record.catalog_code) != whole.catalogued:
        yield Said("G34", "catalog_code", "基本编码", "base code")


def _asked(check: Check) -> Check:
    return lambda record: check(record) if is_asked_for(record) else iter(())


CHECKS: tuple[Check, ...] = (
    codes, grounds, contacts,
    *map(_asked, (audience, limits, stages, visits, charges, results, materials, simplified)),
)  # fmt: skip
