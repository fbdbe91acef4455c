"""Licences and their kinds; what happened to each; copies for one use; electronic seals."""

from django.db import models
from django.db.models import Q

from zhengwu.records.cases.models import Case, Event
from zhengwu.records.documents.models import StoredFile
from zhengwu.records.organs.models import Body
from zhengwu.records.sealing import SealedField


class LicenceKind(models.Model):
    """A type of licence (证照类型). `code` is its 21 characters; `key` the short name that items call it by.

    `fields` are labels of what is printed on it beside the holder; `months` how long it is valid, None for always.
    `definer` is the code of the body that defined the type.
    """

    key = models.CharField(max_length=40, unique=True)
    code = models.CharField(max_length=21, unique=True)
    name = models.CharField(max_length=100)
    definer_name = models.CharField(max_length=100)
    fields = models.JSONField(default=list)
    months = models.PositiveSmallIntegerField(null=True)
    number_pattern = models.CharField(max_length=60, default="{year}{serial:06d}")
    since = models.DateField()
    until = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name


class LicenceSeries(models.Model):
    """How many licences of a kind a body has issued in a year: the next serial is one more."""

    kind = models.ForeignKey(LicenceKind, models.PROTECT, related_name="+", db_index=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "body", "year"], name="licence_series_once")]


class Licence(models.Model):
    """A version of a licence. `identifier` is that of GB/T 36904, whole.

    A change or renewal makes another row with `version` + 1 that `replaces` this one, which is then superseded.
    `number` is the one printed on it (证照编号). `holder_code` is sealed; `holder_blind` finds it. `facts` are pairs of
    label and value. The columns `status` and `status_on` are those of the last `LicenceEvent`. Expiry follows from
    `valid_to`. `digest` is the SM3 of what it says.
    """

    kind = models.ForeignKey(LicenceKind, models.PROTECT, related_name="licences", db_index=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="licences", db_index=False)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="licences", db_index=False)
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+", db_index=False)
    identifier = models.CharField(max_length=120, unique=True)
    serial = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    number = models.CharField(max_length=60)
    holder_name = models.CharField(max_length=200)
    holder_code = SealedField(blank=True)
    holder_blind = models.CharField(max_length=80, blank=True)
    holder_kind = models.CharField(max_length=16)
    issued_on = models.DateField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    status = models.CharField(max_length=20, default="valid")
    status_on = models.DateField()
    facts = models.JSONField(default=list)
    region = models.CharField(max_length=12, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "body", "serial", "version"], name="licence_serial_once")
        ]
        indexes = [
            models.Index(fields=["holder_blind", "-id"], condition=~Q(holder_blind=""), name="licence_of_holder"),
            models.Index(fields=["body", "kind", "-id"], name="licence_of_body"),
            models.Index(fields=["case"], condition=Q(case__isnull=False), name="licence_of_case"),
            models.Index(fields=["status", "status_on"], name="licence_status"),
            models.Index(fields=["valid_to"], condition=Q(valid_to__isnull=False), name="licence_expiry"),
            models.Index(fields=["number"], name="licence_number"),
            models.Index(fields=["holder_name", "-id"], name="licence_holder_name"),
        ]


class LicenceEvent(models.Model):
    """What happened to a licence: never changed. `key`: issued, suspended, resumed, cancelled, revoked, …"""

    licence = models.ForeignKey(Licence, models.PROTECT, related_name="events", db_index=False)
    key = models.CharField(max_length=20)
    status = models.CharField(max_length=20)
    reason = models.CharField(max_length=500, blank=True)
    basis = models.CharField(max_length=200, blank=True)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+", db_index=False)
    on = models.DateField()
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["licence", "id"], name="licence_event_of"),
            models.Index(
                fields=["-id"],
                condition=~Q(status__in=["valid", "superseded"]),
                name="licence_event_gone",
            ),
        ]


class LicenceCopy(models.Model):
    """An annotated copy (加注件): for one purpose and receiver, until a day; both are printed on it."""

    licence = models.ForeignKey(Licence, models.PROTECT, related_name="copies", db_index=False)
    token = models.CharField(max_length=40, unique=True)
    purpose = models.CharField(max_length=200)
    receiver = models.CharField(max_length=200)
    until = models.DateField()
    by = models.CharField(max_length=60)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["licence", "-id"], name="copy_of_licence")]


class SealAuthority(models.Model):
    """Who makes the demonstration's certificates and seals: a root, and a maker of seals below it. Secrets are sealed.

    There is one; it is made when the first seal is. An accredited service has its own and leaves nothing here.
    """

    certificate = models.BinaryField()
    secret = SealedField()
    maker_certificate = models.BinaryField()
    maker_secret = SealedField()
    last = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()


class ElectronicSeal(models.Model):
    """An electronic seal: its structure (SESeal, DER), the certificate of its maker, and by which provider it signs.

    The demonstration's own are labelled as without legal effect. `secret` is sealed; empty where a provider keeps it.
    `picture` is SVG, as it is in the structure.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=100)
    esid = models.CharField(max_length=60, unique=True)
    provider = models.CharField(max_length=20, default="demonstration")
    structure = models.BinaryField()
    certificate = models.BinaryField()
    secret = SealedField(blank=True)
    picture = models.TextField(blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField()
    revoked_on = models.DateField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["body", "id"], name="seal_of_body")]


class Signed(models.Model):
    """A document of a licence with a seal on it: the file, the signature (SES_Signature), the digest it is over."""

    licence = models.ForeignKey(Licence, models.PROTECT, related_name="signed", db_index=False)
    copy = models.ForeignKey(LicenceCopy, models.PROTECT, null=True, related_name="signed", db_index=False)
    seal = models.ForeignKey(ElectronicSeal, models.PROTECT, related_name="+", db_index=False)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", db_index=False)
    signature = models.BinaryField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["licence", "-id"], name="signed_of_licence"),
            models.Index(fields=["digest"], name="signed_digest"),
        ]
