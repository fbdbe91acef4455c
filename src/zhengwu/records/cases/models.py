"""Cases, and what hangs on them. The columns from `state` on are a cache of what the events make; replay proves it."""

from datetime import date

from django.db import models

from zhengwu.records.organs.models import Body, Unit
from zhengwu.records.people.models import Person
from zhengwu.records.sealing import SealedField

OPEN_END = 9999  # the year in which an open matter is concluded, so that years compare
NEVER = date(9999, 12, 30)  # where an open case without a last day sorts: behind every day
CLOSED = date(9999, 12, 31)  # and where closed ones do: a range of `sort_on` alone tells open from closed

# What the annual report reads: the count goes through the first one in its order; each cell is a few ranges of one of
# the two, already in the order of its page (see records/reports).
COUNTED = ["body", "procedure", "concluded_year", "outcome", "counted_class", "entered_year", "id"]
ENTERED = ["body", "procedure", "entered_year", "counted_class", "concluded_year", "id"]


class Series(models.Model):
    """The last number given out in a series of one body and year. Numbers have no gaps and no doubles."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "name", "year"], name="series_once")]


class Wording(models.Model):
    """One wording that requests to a body share: 45,000 identical requests have one row, and so one line in a list.

    `digest` is of the text without spaces and signs. `band_*` are quarters of its 64-bit simhash: wordings alike share
    at least one.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    text = models.TextField()
    cases = models.PositiveIntegerField(default=0)
    band_1 = models.PositiveIntegerField()
    band_2 = models.PositiveIntegerField()
    band_3 = models.PositiveIntegerField()
    band_4 = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "digest"], name="wording_once")]
        indexes = [
            *(models.Index(fields=["body", f"band_{n}"], name=f"wording_band_{n}") for n in range(1, 5)),
            models.Index(fields=["body", "cases", "id"], condition=models.Q(cases__gte=2), name="wording_shared"),
        ]


class Case(models.Model):
    """One case. `length` counts its events and `head` is the hash of the last one.

    `number` and the secret (only its digest is kept) let the public follow it. `counted_class` is what the annual
    report counts it under: the applicant's class, or the way in which a suit came. `source_key` names it in the system
    that it was imported from, so that an import repeated makes no second case. `item_id` is the service item applied
    for, here too since lists are gone through by it; the application holds the key. `about` is the case that a review
    or suit attacks. `proposed` says that somebody proposed a decision and nobody has decided since. `promised_on` is
    the day by which the body promised to answer, sooner than `due_on`, which is always that of the law. Once answered,
    `answered_due_on` is the last day that held, and `answered_within` how many working days of the clock it took.
    """

    procedure = models.CharField(max_length=40)
    body = models.ForeignKey(Body, models.PROTECT, related_name="cases", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="cases", db_index=False)
    handler = models.ForeignKey(Person, models.PROTECT, null=True, related_name="cases", db_index=False)
    number = models.CharField(max_length=40, unique=True)
    secret = models.CharField(max_length=64, blank=True)
    title = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=20, blank=True)
    counted_class = models.CharField(max_length=24, blank=True)
    applicant_name = models.CharField(max_length=100, blank=True)
    wording = models.ForeignKey(Wording, models.PROTECT, null=True, related_name="+")
    about = models.ForeignKey("self", models.PROTECT, null=True, related_name="remedies", db_index=False)
    source_key = models.CharField(max_length=100, null=True)
    item_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    length = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)

    state = models.CharField(max_length=30)
    outcome = models.CharField(max_length=60, blank=True)
    is_open = models.BooleanField(default=True)
    entered_on = models.DateField(null=True)
    entered_year = models.PositiveSmallIntegerField(default=OPEN_END)
    concluded_on = models.DateField(null=True)
    concluded_year = models.PositiveSmallIntegerField(default=OPEN_END)
    answered_on = models.DateField(null=True)
    answered_due_on = models.DateField(null=True)
    answered_within = models.PositiveSmallIntegerField(null=True)
    due_on = models.DateField(null=True)
    promised_on = models.DateField(null=True)
    earliest_on = models.DateField(null=True)
    provisional = models.BooleanField(default=False)
    waits_until = models.DateField(null=True)
    proposed = models.BooleanField(default=False)
    sort_on = models.DateField(default=NEVER)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "source_key"], condition=models.Q(source_key__isnull=False), name="case_source_once"
            )
        ]
        indexes = [
            models.Index(fields=["body", "sort_on", "id", "due_on", "promised_on"], name="case_inbox"),
            models.Index(
                fields=["sort_on", "id", "body", "due_on", "promised_on", "state", "procedure"], name="case_inbox_all"
            ),
            models.Index(fields=["procedure", "sort_on", "id"], name="case_inbox_kind"),
            *(
                models.Index(fields=["body", name, "sort_on", "id"], name=f"case_inbox_{name}")
                for name in ("procedure", "state", "outcome")
            ),
            models.Index(
                fields=["unit", "sort_on", "id", "due_on", "promised_on", "state", "procedure", "handler"],
                condition=models.Q(unit__isnull=False),
                name="case_inbox_unit",
            ),
            models.Index(
                fields=["handler", "sort_on", "id", "due_on", "promised_on"],
                condition=models.Q(handler__isnull=False),
                name="case_inbox_handler",
            ),
            models.Index(
                fields=["item_id", "sort_on", "id", "state", "body", "unit", "handler"],
                condition=models.Q(item_id__isnull=False),
                name="case_inbox_item",
            ),
            models.Index(
                fields=["wording", "sort_on", "id", "unit", "due_on"],
                condition=models.Q(wording__isnull=False),
                name="case_inbox_wording",
            ),
            models.Index(
                fields=["sort_on", "id", "body", "unit"], condition=models.Q(proposed=True), name="case_inbox_proposed"
            ),
            models.Index(
                fields=["sort_on", "id", "body", "unit"],
                condition=models.Q(due_on=None, waits_until__isnull=False),
                name="case_inbox_waiting",
            ),
            models.Index(
                fields=["sort_on", "id", "body", "unit", "due_on", "promised_on"],
                condition=models.Q(promised_on__isnull=False),
                name="case_inbox_promised",
            ),
            models.Index(fields=["about"], condition=models.Q(about__isnull=False), name="case_about"),
            models.Index(fields=["applicant_name", "id"], name="case_applicant"),
            models.Index(
                fields=["procedure", "body", "answered_on", "id", "answered_due_on", "answered_within"],
                condition=models.Q(answered_on__isnull=False),
                name="case_answered",
            ),
            models.Index(fields=COUNTED, name="case_counted"),
            models.Index(fields=ENTERED, name="case_entered"),
        ]

    def __str__(self) -> str:
        return self.number


class Event(models.Model):
    """One event, never changed, never deleted. `number` begins at 1. An `entry_struck` strikes out an earlier one."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="events", db_index=False)
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=40)
    on = models.DateField()
    post = models.CharField(max_length=16, blank=True)
    actor = models.CharField(max_length=40)
    actor_name = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    says = models.JSONField(default=dict)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="event_once")]


class Item(models.Model):
    """One matter of a case, as the engine has it. The annual report counts these, or cases where the body counts so."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="items", db_index=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    procedure = models.CharField(max_length=40)
    number = models.CharField(max_length=8)
    description = models.TextField(blank=True)
    counted_class = models.CharField(max_length=24, blank=True)
    entered_on = models.DateField()
    entered_year = models.PositiveSmallIntegerField(default=OPEN_END)  # OPEN_END too until the case is received
    outcome = models.CharField(max_length=60, blank=True)
    concluded_on = models.DateField(null=True)
    concluded_year = models.PositiveSmallIntegerField(default=OPEN_END)
    answered_on = models.DateField(null=True)
    redone = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="item_once")]
        indexes = [
            models.Index(fields=COUNTED, name="item_counted"),
            models.Index(fields=ENTERED, name="item_entered"),
        ]


class Party(models.Model):
    """Somebody a case is about or with: the applicant, an agent, a third party, a co-maker, another agency.

    `key` is what events call a party. Numbers and contacts are sealed; `id_blind` finds the same number again.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="parties")
    role = models.CharField(max_length=16)
    key = models.CharField(max_length=200, default="1")
    name = models.CharField(max_length=100)
    counted_class = models.CharField(max_length=24, blank=True)
    id_kind = models.CharField(max_length=24, blank=True)
    id_number = SealedField(blank=True)
    id_blind = models.CharField(max_length=80, blank=True, db_index=True)
    id_masked = models.CharField(max_length=40, blank=True)
    phone = SealedField(blank=True)
    address = SealedField(blank=True)
    email = SealedField(blank=True)
    organisation = models.CharField(max_length=100, blank=True)
    secret = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "role", "key"], name="party_once")]


class Fee(models.Model):
    """A line of the fee ledger (信息处理费): a notice, a payment. `amount` is in yuan."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="fees")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    event = models.OneToOneField(Event, models.PROTECT)
    kind = models.CharField(max_length=12, choices=[("notice", "收费告知"), ("payment", "缴费")])
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    on = models.DateField()
    voucher = models.CharField(max_length=100, blank=True)

    class Meta:
        indexes = [models.Index(fields=["body", "on"], name="fee_ledger")]
