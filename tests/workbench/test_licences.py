"""Licences at the desk: found, looked at, dealt with; kinds and seals."""

from datetime import timedelta

import pytest

from tests.records.licences.conftest import AT, ON, grant, shipped  # noqa: F401
from tests.ui.conftest import Visitor
from zhengwu.records.cases.models import Case
from zhengwu.records.licences import actions, kinds, listing, queries, seals
from zhengwu.records.licences.listing import Wanted
from zhengwu.records.licences.models import ElectronicSeal
from zhengwu.records.people.actors import CLOCKWORK
from zhengwu.ui.catalogue import text


@pytest.fixture
def signed_in(cast):
    """A function that signs somebody of the cast in."""

    def seated(post):
        visitor = Visitor(raise_request_exception=False)
        assert visitor.sign_in(cast[post]).status_code == 303
        return visitor

    return seated


def page(visitor, path, status=200):
    answer = visitor.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_a_licence_is_found_by_number_identifier_holder_and_name(grant, actors):  # noqa: F811
    found = queries.facts(grant())
    for said in (found.number, found.identifier, "92990101ma00000018", "青禾区湖畔"):
        assert [one.id for one in listing.leaf(actors["clerk"], Wanted(said), ON).licences] == [found.id]
    for said in ("湖畔", "%", "青禾区湖畔_", "x' OR 1=1 --"):
        assert listing.leaf(actors["clerk"], Wanted(said), ON).licences == ()


def test_a_list_goes_on_page_by_page_and_each_licence_is_there_once(grant, actors):  # noqa: F811
    made = [grant() for _ in range(5)]
    found, after = [], ""
    for _ in range(3):
        leaf = listing.leaf(actors["auditor"], Wanted(), ON, after=after, most=2)
        found, after = found + [one.id for one in leaf.licences], leaf.next
    assert (found, after) == (made[::-1], "")
    assert listing.total(actors["auditor"], Wanted(), ON) == (5, True)


def test_a_list_is_narrowed_by_how_licences_stand(grant, actors):  # noqa: F811
    valid, soon = grant(), grant(on=ON, months=1)
    over, gone = grant(on=ON - timedelta(days=400), months=12), grant()
    actions.act(gone, "revoked", reason="骗取许可", on=ON, by=CLOCKWORK, at=AT)
    by_status = {"valid": [soon, valid], "expiring": [soon], "expired": [over], "revoked": [gone], "suspended": []}
    for status, wanted in by_status.items():
        assert [one.id for one in listing.leaf(actors["head"], Wanted(status=status), ON).licences] == wanted


def test_nobody_sees_licences_of_other_bodies(grant, hire, actor, district):  # noqa: F811
    licence = grant()
    stranger = actor(hire("head", district.foreign))
    assert listing.leaf(stranger, Wanted(), ON).licences == ()
    with pytest.raises(Exception, match="not_found"):
        listing.seen(stranger, licence)


def test_the_head_cancels_with_a_reason_and_the_page_says_so(grant, signed_in):  # noqa: F811
    licence, head = grant(), signed_in("head")
    path = f"/desk/licences/{licence}/act/cancelled"
    assert head.send(path, reason="", day=ON.isoformat()).status_code == 422
    assert queries.facts(licence).status == "valid"
    assert head.send(path, reason="期满未延续", basis="第七十条", day=ON.isoformat()).status_code == 303
    said = page(head, f"/desk/licences/{licence}")
    assert "期满未延续" in said
    assert f"/desk/licences/{licence}/act/" not in said


def test_what_takes_something_opens_a_case_and_the_licence_stays(grant, signed_in):  # noqa: F811
    licence, head = grant(), signed_in("head")
    path = f"/desk/licences/{licence}/act/revoked"
    assert "听取陈述申辩" in page(head, path)
    assert head.send(path, reason="").status_code == 422
    opened = head.send(path, reason="以欺骗手段取得")
    case = Case.objects.get(procedure="licence_action")
    assert opened.headers["Location"] == f"/desk/cases/{case.pk}"
    assert queries.facts(licence).status == "valid"
    assert "告知拟作决定和陈述申辩权" in page(head, f"/desk/cases/{case.pk}")
    assert head.send(path, reason="又一次").status_code == 409
    assert Case.objects.filter(procedure="licence_action").count() == 1


def test_a_clerk_sees_and_copies_but_does_not_revoke(grant, signed_in):  # noqa: F811
    licence, clerk = grant(), signed_in("clerk")
    assert "/act/" not in page(clerk, f"/desk/licences/{licence}")
    page(clerk, f"/desk/licences/{licence}/act/revoked", 403)
    sent = {"purpose": "贷款申请", "receiver": "青禾银行", "until": "2029-01-01"}
    assert clerk.send(f"/desk/licences/{licence}/copies/new", **sent).status_code == 303
    assert "青禾银行" in page(clerk, f"/desk/licences/{licence}")


def test_the_usual_kinds_are_put_on_file_and_one_is_changed(signed_in, district):
    head = signed_in("head")
    assert text("zh", "licences.kinds.none") in page(head, "/desk/licences/kinds")
    assert head.send("/desk/licences/kinds/ship").status_code == 303
    assert len(kinds.listed()) >= 41
    sent = {"name": "食品经营许可证", "fields": "住所\n经营项目\n", "months": "36", "pattern": "JY{year}{serial:05d}"}
    assert head.send("/desk/licences/kinds/food_operation", **sent).status_code == 303
    found = kinds.one("food_operation")
    assert (found.fields, found.months, found.number_pattern) == (("住所", "经营项目"), 36, "JY{year}{serial:05d}")


NO_PATTERNS = (
    "{year}",
    "{serial}",
    "{year}{serial.__class__}",
    "{year}{serial!r}",
    "{year}{serial}{",
    "{0}{year}{serial}",
)


@pytest.mark.parametrize("pattern", NO_PATTERNS)
def test_a_pattern_that_is_none_is_told_beside_its_field(signed_in, pattern):
    answer = signed_in("head").send("/desk/licences/kinds/new", key="x_y", name="某证", pattern=pattern)
    assert answer.status_code == 422
    assert kinds.listed() == []


def test_a_seal_is_made_shown_and_revoked(signed_in, district):
    head = signed_in("head")
    sent = {"body": str(district.bureau), "use": "审批专用章", "years": "3"}
    answer = head.send("/desk/licences/seals/new", **sent)
    assert answer.status_code == 303
    said = page(head, answer["location"])
    assert "<svg" in said
    assert text("zh", "licences.seals.no_effect") in said
    assert head.send(f"{answer['location']}/revoke", reason="印章更换").status_code == 303
    assert text("zh", "licences.seals.revoked") in page(head, "/desk/licences/seals")


def test_a_list_goes_out_as_a_file_and_is_entered_in_the_journal(grant, signed_in):  # noqa: F811
    from zhengwu.records.journal.models import Entry

    grant()
    head = signed_in("head")
    answer = head.post("/desk/licences/export/csv", {"csrf": head.the_token()})
    said = b"".join(answer.streaming_content).decode()
    assert (said.count("\r\n"), "青禾区湖畔小吃店" in said) == (2, True)
    assert Entry.objects.filter(action="licence.exported").count() == 1


@pytest.mark.slow
def test_a_district_has_41_kinds_and_1400_seals_counted(district, actors):
    kinds.ship(district.bureau, by=CLOCKWORK, at=AT, on=ON)
    for one in kinds.listed()[41:]:
        said = kinds.Describing(one.key, one.name, one.fields, one.months, one.number_pattern, until=ON)
        kinds.amend(one.key, said, district.bureau, by=CLOCKWORK, at=AT)
    assert len(kinds.listed(closed=False)) == 41
    for body in (district.bureau, district.affairs):
        first = seals.make(body, "业务专用章", by=CLOCKWORK, at=AT)
        row = ElectronicSeal.objects.get(pk=first.id)
        alike = {
            one.attname: getattr(row, one.attname) for one in row._meta.fields if one.attname not in ("id", "esid")
        }
        ElectronicSeal.objects.bulk_create([ElectronicSeal(esid=f"{row.esid}/{n}", **alike) for n in range(699)])
    assert seals.counted(actors["supervisor"], ON) == (1400, 1400)
    assert seals.counted(actors["head"], ON) == (700, 700)
