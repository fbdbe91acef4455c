"""The blank forms and samples of a bundle's materials: those of the first part that has them."""

from collections.abc import Mapping

from zhengwu.portal.services.guiding import Need as Shown
from zhengwu.portal.services.guiding import Papers, need
from zhengwu.records.bundles.planning import Need, Plan
from zhengwu.records.items import papers

There = Mapping[int, Papers]  # the files of each item


def papers_of(plan: Plan) -> There:
    """The files of all items of a plan. One statement."""
    return papers.files_of(tuple(one.held.item_id for one in plan.parts))


def listed(plan: Plan, one: Need, there: There) -> tuple[Shown, str]:
    """A material as it is listed, and the guide of the item at which its papers lie; empty where it has none."""
    for use in one.uses:
        item = plan.part(use[0]).held.item_id
        shown = need(plan.material(use), papers=there.get(item, {}))
        if shown.blank or shown.sample:
            return shown, f"/services/{item}"
    return need(one.material), ""
