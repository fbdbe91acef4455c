"""`/bundles/KEY/form`: the one form of a bundle on paper, blank, as it is asked for in somebody's situation."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse

from zhengwu.portal.bundles.guide import PREFIX, found, put_of
from zhengwu.portal.services.on_paper import PaperPage
from zhengwu.records.bundles.planning import Plan, planned
from zhengwu.statute.forms.laying import blank
from zhengwu.ui.doors import public
from zhengwu.ui.pages import show
from zhengwu.ui.parts.paper import Paper, applying, square
from zhengwu.visits import Asked


@public
def form(request: Asked, key: str) -> HttpResponse:
    """The form, with the answers of a situation as on the page of the bundle; `body` where several bodies offer it."""
    offered, _ = found(request, key)
    answers = {name.removeprefix(PREFIX): str(value)[:80] for name, value in request.GET.items()}
    plan = planned(offered, answers, request.on)
    home = f"/bundles/{offered.key}?{urlencode(_asked(plan))}"
    return show(request, "portal/services/on_paper.html", PaperPage(_paper(plan, f"{settings.SITE}{home}"), home))


def _asked(plan: Plan) -> dict[str, str | int]:
    return {"body": plan.offered.body_id, **{one.name: one.answer for one in put_of(plan) if one.answer}}


def _paper(plan: Plan, address: str) -> Paper:
    codes = "、".join(one.held.code for one in plan.parts if one.held.code)
    served = [set(one.held.record.objects) for one in plan.parts if one.held.record.objects]
    objects = tuple(sorted(set.intersection(*served))) if served else ()
    offered = plan.offered
    who, groups = applying(objects, plan.form.form), blank(plan.form.form)
    return Paper(offered.content.name, codes, offered.body_name, who, groups, address, square(address))
