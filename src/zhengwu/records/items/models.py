"""Service items and their versions; the registers of where a power comes from and what was made simpler."""

from django.db import models
from django.db.models import Q

from zhengwu.records.documents.models import StoredFile
from zhengwu.records.organs.models import Body, Unit


class CatalogueEntry(models.Model):
    """A line of the base catalogue (基本目录), which bodies take over: a main item, or below one a sub-item."""

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=300)
    type = models.CharField(max_length=20)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    levels = models.JSONField(default=list)
    basis = models.TextField(blank=True)
    since = models.DateField()
    until = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Item(models.Model):
    """A service item of one body: its identity, on which rights hang. What it is like is in its versions.

    `code` is the implementation code, with the serial of the handling item where it is split; unique in the body.
    The columns from `name` on are those of the version that holds now, kept by `items.actions`, so that lists and
    indicators need no JSON. `entry` is the line of the base catalogue it was taken over from. `exercised`: it is one of
    the powers that are exercised on application here; a power that went elsewhere stays on file with `until`.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="items", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    entry = models.ForeignKey(CatalogueEntry, models.PROTECT, null=True, related_name="+", db_index=False)
    code = models.CharField(max_length=50)
    status = models.CharField(max_length=12, default="in_use")
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    created_at = models.DateTimeField()

    version = models.PositiveIntegerField(default=0)
    name = models.CharField(max_length=300)
    type = models.CharField(max_length=20)
    action = models.CharField(max_length=16, default="new")
    catalog_code = models.CharField(max_length=12, blank=True)
    level = models.CharField(max_length=12)
    power_source = models.CharField(max_length=20, blank=True)
    case_type = models.CharField(max_length=16)
    personal = models.BooleanField(default=False)  # natural persons are among those served
    organisations = models.BooleanField(default=False)
    depth = models.PositiveSmallIntegerField(default=0)  # 1 to 4 (I to IV), 0 where nothing is said
    visits = models.PositiveSmallIntegerField(null=True)
    statutory_days = models.PositiveIntegerField(null=True)  # of one unit: working days
    promised_days = models.PositiveIntegerField(null=True)
    stages = models.PositiveSmallIntegerField(default=0)
    nearby = models.BooleanField(default=False)
    kiosk = models.BooleanField(default=False)
    deferrable = models.BooleanField(default=False)
    commitment = models.CharField(max_length=12, blank=True)
    charged = models.BooleanField(default=False)
    themes = models.CharField(max_length=200, blank=True)  # "|permits|food|"
    events = models.CharField(max_length=200, blank=True)
    faults = models.PositiveSmallIntegerField(default=0)  # findings of the guide's checks in the version that holds

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "code"], name="item_code_once")]
        indexes = [
            models.Index(fields=["body", "status", "type", "id"], name="item_of_body"),
            models.Index(fields=["status", "name", "id"], name="item_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class ItemVersion(models.Model):
    """A version of an item: a draft, or published for the days `since` to `until`, which never overlap with another's.

    `content` is `statute.catalogue.Record` as JSON. Published ones are never changed; cases are pinned to theirs. A
    version of an item that ended is "retired". `by` wrote it last; `writers` are all who did ("person:12").
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=12, default="draft")  # draft, published, retired, discarded
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    content = models.JSONField(default=dict)
    reason = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=60)
    writers = models.JSONField(default=list)
    at = models.DateTimeField()
    published_by = models.CharField(max_length=60, blank=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="item_version_once"),
            models.UniqueConstraint(fields=["item"], condition=Q(status="draft"), name="item_one_draft"),
        ]
        indexes = [models.Index(fields=["item", "status", "since"], name="item_version_days")]


class ItemFile(models.Model):
    """A blank form, sample or picture that versions of an item name by `key`."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="files", db_index=False)
    key = models.CharField(max_length=40)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=255)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "key"], name="item_file_once")]


class Power(models.Model):
    """A movement of powers (权力来源): delegation (委托), transfer (划转), devolution (下放), authorisation, abolition.

    `giver` or `receiver` is a name where it is no body on file. `agreement` and `notice` are their numbers and where
    they were made public; `since` and `until` the days it holds.
    """

    kind = models.CharField(max_length=16)  # delegation, transfer, devolution, authorisation, abolition
    title = models.CharField(max_length=200)
    document_number = models.CharField(max_length=80, blank=True)
    basis = models.CharField(max_length=300, blank=True)
    giver = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+", db_index=False)
    giver_name = models.CharField(max_length=100, blank=True)
    receiver = models.ForeignKey(Body, models.PROTECT, related_name="powers", db_index=False)
    agreed_on = models.DateField(null=True)
    agreement = models.CharField(max_length=200, blank=True)
    notice = models.CharField(max_length=200, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["receiver", "kind", "since"], name="power_received")]


class PowerItem(models.Model):
    """One item of a movement of powers. `should`: the receiver should take it; `state`: sent, taken, refused, returned.

    `item` is what the receiver made of it (承接、认领); `gap` says why it was not taken.
    """

    power = models.ForeignKey(Power, models.PROTECT, related_name="items", db_index=False)
    name = models.CharField(max_length=300)
    code = models.CharField(max_length=50, blank=True)
    department = models.CharField(max_length=100, blank=True)
    should = models.BooleanField(default=True)
    state = models.CharField(max_length=12, default="sent")
    taken_on = models.DateField(null=True)
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+", db_index=False)
    gap = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["power", "state"], name="power_item_state")]


class Simplification(models.Model):
    """An item made simpler (简化审批事项), by one of the five kinds, since a day, on a basis."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+", db_index=False)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=24)
    before = models.CharField(max_length=200, blank=True)
    after = models.CharField(max_length=200, blank=True)
    basis = models.CharField(max_length=300, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["body", "kind", "since"], name="simplification_kind")]


class Drive(models.Model):
    """What a body does to have services used and to make them work together: one entry on a day.

    `times` is how often it was done, `staff` how many people of the office took part, `people` how many were reached;
    0 is not said. Of the kind "registered" `people` are those who had registered on that day, of `base` who might. An
    entry that was wrong is struck out with the reason, never changed.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=300)
    on = models.DateField()
    times = models.PositiveIntegerField(default=1)
    staff = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    base = models.PositiveIntegerField(default=0)
    struck = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["body", "kind", "on"], name="drive_kind")]


class ApprovalSeal(models.Model):
    """A dedicated approval seal (行政审批专用章): where it may be used, who keeps it, since when, on what basis."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=16, default="approval")  # approval, official, joint
    scope = models.CharField(max_length=300)
    basis = models.CharField(max_length=300, blank=True)
    keeper = models.CharField(max_length=60)
    image = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", db_index=False)
    since = models.DateField()
    until = models.DateField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["body", "since"], name="approval_seal_body")]


class SealUse(models.Model):
    """One use of a seal: on what, by whom, when. `case_id` where it was for a case."""

    seal = models.ForeignKey(ApprovalSeal, models.PROTECT, related_name="uses", db_index=False)
    case_id = models.BigIntegerField(null=True)
    what = models.CharField(max_length=300)
    copies = models.PositiveSmallIntegerField(default=1)
    by = models.CharField(max_length=60)
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["seal", "-id"], name="seal_use_newest")]

    def save(self, *args: object, **kwargs: object) -> None:
        """A use is put down by `items.seals.use` alone, which inserts; anything else is refused."""
        raise TypeError("a use of a seal cannot be changed")

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        """No use goes away."""
        raise TypeError("a use of a seal cannot be deleted")
