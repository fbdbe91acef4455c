"""The rights, as one table: which post has which right, and how far it reaches.

`unit`: the unit of the appointment, or the whole body where the appointment names none. `body`: the body of the
appointment. `below`: that body and every body below it. A right that a row does not give is not there. Administrators
arrange who may see; they see no case themselves.
"""

from types import MappingProxyType
from typing import Literal

Extent = Literal["unit", "body", "below"]

# Post, as it is stored, and what it is called.
POSTS: dict[str, str] = {
    "clerk": "登记员",
    "handler": "承办人",
    "reviewer": "审核人",
    "head": "公开机构负责人",
    "leader": "机关负责人",
    "supervisor": "主管部门",
    "auditor": "审计员",
    "administrator": "系统管理员",
}

RIGHTS: MappingProxyType[str, dict[str, Extent]] = MappingProxyType(
    {
        "case.read": {
            "clerk": "body",
            "handler": "unit",
            "reviewer": "unit",
            "head": "body",
            "leader": "body",
            "supervisor": "below",
            "auditor": "below",
        },
        "case.register": {"clerk": "body", "head": "body"},
        "case.handle": {"handler": "unit", "head": "body"},
        "case.review": {"reviewer": "unit", "head": "body"},
        "case.decide": {"head": "body", "leader": "body"},
        "case.extend": {"head": "body", "leader": "body"},
        "case.export": {"head": "body", "leader": "body", "supervisor": "below", "auditor": "below"},
        "personal.unmask": {"clerk": "body", "handler": "unit", "head": "body"},
        "report.read": {
            "clerk": "body",
            "reviewer": "body",
            "head": "body",
            "leader": "body",
            "supervisor": "below",
            "auditor": "below",
        },
        "report.compile": {"clerk": "body", "head": "body", "supervisor": "body"},
        "report.sign": {"leader": "body"},
        "report.publish": {"head": "body", "leader": "body"},
        "region.read": {"supervisor": "below", "auditor": "below"},
        "publication.import": {"clerk": "body", "head": "body", "supervisor": "below"},
        "catalogue.manage": {"head": "body", "supervisor": "below"},
        "item.manage": {"head": "body", "supervisor": "below"},
        "item.publish": {"head": "body", "leader": "body"},
        "licence.issue": {"head": "body", "leader": "body"},
        "licence.read": {
            "clerk": "body",
            "handler": "body",
            "reviewer": "body",
            "head": "body",
            "leader": "body",
            "supervisor": "below",
            "auditor": "below",
        },
        "region.supervise": {"supervisor": "below"},
        "templates.manage": {"head": "body", "supervisor": "below"},
        "templates.approve": {"head": "body", "leader": "body", "supervisor": "below"},
        "calendar.manage": {"supervisor": "below", "administrator": "below"},
        "organs.manage": {"administrator": "below"},
        "people.read": {
            "head": "body",
            "leader": "body",
            "supervisor": "below",
            "auditor": "below",
            "administrator": "below",
        },
        "people.manage": {"administrator": "below"},
        "tokens.manage": {"administrator": "below"},
        "audit.read": {"auditor": "below"},
    }
)
