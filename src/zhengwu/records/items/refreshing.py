"""What time alone changes about items: a version that was prepared begins, an item ends. The timer sees to it."""

from datetime import date

from django.db import transaction

from zhengwu.records.items.actions import refresh
from zhengwu.records.items.models import Item
from zhengwu.records.items.queries import IN_FORCE
from zhengwu.records.rows import told

MOST = 1000  # items in a round
BEHIND = (
    "SELECT i.id FROM items_item i JOIN items_itemversion v ON v.item_id = i.id "
    f"WHERE {IN_FORCE} GROUP BY i.id, i.version, i.status HAVING MAX(v.number) <> i.version OR i.status = 'cancelled' "
    "UNION SELECT i.id FROM items_item i WHERE i.until < %s AND i.status <> 'cancelled' LIMIT %s"
)


def behind(on: date) -> tuple[int, ...]:
    """The items whose columns are not those of the day."""
    day = on.isoformat()
    return tuple(row[0] for row in told(BEHIND, [day, day, day, MOST]))


def run(*, on: date) -> int:
    """Brings every item to the day; gives how many were behind."""
    done = 0
    for item_id in behind(on):
        with transaction.atomic():
            refresh(Item.objects.select_for_update().get(pk=item_id), on)
            done += 1
    return done
