"""The metadata of a licence (GB/T 36903) as other systems take them: JSON, and XML with the same elements.

Names are the standard's Chinese ones. The exact names of its annex were not at hand when this was written; whoever
exchanges with a platform maps them there.
"""

import json
from datetime import date
from xml.etree import ElementTree

from zhengwu.records.licences.models import Licence
from zhengwu.records.licences.queries import facts
from zhengwu.statute.licences.masking import PERSON

CODE_KINDS = {PERSON: "公民身份号码"}
FOREVER = "长期"
Said = dict[str, "str | dict[str, str]"]


def metadata(licence_id: int, on: date) -> Said:
    """What is said of a version on a day. Raises Trouble: missing."""
    said = facts(licence_id)
    row = Licence.objects.select_related("kind", "body", "replaces").get(pk=licence_id)
    now = said.state(on)
    return {
        "证照标识": said.identifier,
        "证照名称": said.kind_name,
        "证照类型名称": said.kind_name,
        "证照类型代码": row.kind.code,
        "证照编号": said.number,
        "持证主体": said.holder_name,
        "持证主体代码": row.holder_code,
        "持证主体代码类型": CODE_KINDS.get(said.holder_kind, "统一社会信用代码"),
        "证照颁发机构": said.body_name,
        "证照颁发机构代码": row.body.code,
        "证照颁发日期": said.issued_on.isoformat(),
        "证照有效期起始日期": said.valid_from.isoformat(),
        "证照有效期截止日期": said.valid_to.isoformat() if said.valid_to else FOREVER,
        "管辖区划": row.region,
        "证照状态": now.code,
        "证照状态说明": now.zh,
        "版本号": f"{said.version:03d}",
        "关联证照标识": row.replaces.identifier if row.replaces else "",
        "业务信息": dict(said.facts),
    }


def as_json(said: Said) -> bytes:
    """As JSON."""
    return json.dumps(said, ensure_ascii=False, indent=2).encode()


def as_xml(said: Said) -> bytes:
    """As XML: an element a name; business information as `项` with its name, since those names are anybody's."""
    root = ElementTree.Element("电子证照元数据")
    for name, value in said.items():
        element = ElementTree.SubElement(root, name)
        if isinstance(value, str):
            element.text = _fit(value)
            continue
        for label, text in value.items():
            ElementTree.SubElement(element, "项", {"名称": _fit(label)}).text = _fit(text)
    made: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _fit(text: str) -> str:
    """Without the signs for which XML has no place."""
    return "".join(sign for sign in text if sign in "\t\n\r" or sign >= " ")
