"""What the body publishes unasked, and what it must: the register, its versions, files, channels and lists."""

from django.db import models

from zhengwu.records.cases.models import Case
from zhengwu.records.documents.models import StoredFile
from zhengwu.records.organs.models import Body, Unit

# What has become of a publication. Only `public` is shown to the public; `withheld` was decided not to be published.
STATUSES: dict[str, str] = {
    "draft": "拟公开",
    "public": "已公开",
    "withdrawn": "已撤下",
    "withheld": "不主动公开",
    "discarded": "已作废",
}
CHANGES: dict[str, str] = {"first": "首次发布", "correction": "更正", "revision": "修订"}
VALIDITIES: dict[str, str] = {"": "", "in_force": "有效", "repealed": "已废止", "lapsed": "已失效"}
# What has become of an import. `read`: taken in, not yet handed over; `waiting`: for another person to release it.
IMPORT_STATES: dict[str, str] = {
    "read": "待核对",
    "waiting": "待放行",
    "running": "导入中",
    "stopped": "已中断",
    "done": "已完成",
    "discarded": "已作废",
    "withdrawing": "正在撤下",
    "withdrawn": "已撤下",
}


class Column(models.Model):
    """A column (栏目) as this office has it: one of its own, or a standard one renamed or closed under the same key."""

    key = models.CharField(max_length=40, unique=True)
    parent = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=60)
    position = models.PositiveIntegerField(default=0)
    closed_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name


class Entry(models.Model):
    """A line of a body's baseline publication list (主动公开基本目录): what, by whom, when and how often.

    `cadence` is a key of `statute.disclosure.cadence`; `within` the days after the information was made, or after the
    end of the period. `standard` names the line of a standard catalogue that it was filled from. A row as it was before
    a change is kept beside the line that goes on, with `line` naming that one; the line itself has none.

    `latest_on`, `met_to` and `owed_on` are a cache of what was published under the line: the day of the latest, the
    last day of the latest period that something met, and the last day for what is owed next (none: nothing is).
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    line = models.ForeignKey("self", models.PROTECT, null=True, related_name="earlier", db_index=False)
    position = models.PositiveIntegerField(default=0)
    number = models.CharField(max_length=20)
    category = models.CharField(max_length=16)
    field = models.CharField(max_length=24, blank=True)
    kind = models.CharField(max_length=24, blank=True)
    group = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=200)
    content = models.CharField(max_length=2000, blank=True)
    basis = models.CharField(max_length=500, blank=True)
    cadence = models.CharField(max_length=16)
    within = models.PositiveSmallIntegerField(default=20)
    channels = models.JSONField(default=list)
    audience = models.CharField(max_length=200, blank=True)
    manner = models.CharField(max_length=12, default="proactive")
    level = models.CharField(max_length=12, blank=True)
    standard = models.CharField(max_length=60, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()
    latest_on = models.DateField(null=True)
    met_to = models.DateField(null=True)
    owed_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "number", "since"], name="entry_number_once")]
        indexes = [
            models.Index(
                fields=["body", "until", "owed_on", "latest_on"],
                condition=models.Q(line__isnull=True),
                name="entry_coverage",
            ),
            models.Index(fields=["line", "id"], condition=models.Q(line__isnull=False), name="entry_earlier"),
        ]

    def __str__(self) -> str:
        return self.title


class Guide(models.Model):
    """A version of a body's disclosure guide (公开指南, 条例第十二条): never changed, the newest holds.

    Name, address, hours and phone of the disclosure office are those of the body. `sections` are pairs of heading and
    text. `reviewed_on`: when it was last found to be right; a review without a change is a version, too.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    categories = models.TextField()
    arrangement = models.TextField()
    ways = models.TextField()
    fax = models.CharField(max_length=60, blank=True)
    internet = models.CharField(max_length=200, blank=True)
    postal = models.CharField(max_length=200, blank=True)
    sections = models.JSONField(default=list)
    reviewed_on = models.DateField()
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["body", "-id"], name="guide_of_body")]


class Import(models.Model):
    """One file of results taken in. `digest` names the file by content; `position` is the last row that was done.

    `body` is None where each row names its own. `expected` is how many rows the file seems to have. `withdrawn_at` is
    the moment that all it brought was taken down at, with its `reason`.
    """

    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+", db_index=False)
    name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    size = models.BigIntegerField(default=0)
    expected = models.PositiveIntegerField(default=0)
    options = models.JSONField(default=dict)
    state = models.CharField(max_length=12, default="running")
    rows = models.PositiveIntegerField(default=0)
    position = models.PositiveIntegerField(default=0)
    made = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    faulty = models.PositiveIntegerField(default=0)
    by = models.CharField(max_length=60)
    actor = models.CharField(max_length=40)
    at = models.DateTimeField()
    released_by = models.CharField(max_length=60, blank=True)
    released_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=60, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["body", "-id"], name="import_of_body")]


class Fault(models.Model):
    """What is wrong with a row of an import: the row as counted in the file, the column as it is called there."""

    run = models.ForeignKey(Import, models.PROTECT, related_name="faults", db_index=False)
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=60, blank=True)
    code = models.CharField(max_length=40)
    value = models.CharField(max_length=200, blank=True)
    zh = models.CharField(max_length=300)
    en = models.CharField(max_length=300)

    class Meta:
        indexes = [models.Index(fields=["run", "row", "id"], name="fault_of_import")]


class Publication(models.Model):
    """A piece of information in the register (公开目录): what it is, where it belongs, what has become of it.

    `version` is the number of the version that the public sees, 0 before the first. `case` is how it was handled
    (procedure `proactive_disclosure`); what came by an import has none, but `run`, the last import that brought it,
    and `source_key`, its key in the system it came from; `source_digest` tells whether the row there has changed
    since. `made_on` is the day it was made or changed, `due_on` the last day for publishing it. `index_number` is
    given when it is first published and stays. `interprets` is the document that a policy interpretation explains.
    `review_on` is when withholding it is looked at again (条例第十八条). `scheduled_at` is when what was approved is to
    be published by itself; `changed_at` when what the public sees of it last changed.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="publications", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="publication")
    run = models.ForeignKey(Import, models.PROTECT, null=True, related_name="+", db_index=False)
    source_key = models.CharField(max_length=100, null=True)
    source_digest = models.CharField(max_length=32, blank=True)
    index_number = models.CharField(max_length=40, null=True, unique=True)
    document_number = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=300)
    summary = models.CharField(max_length=500, blank=True)
    kind = models.CharField(max_length=24)
    column = models.CharField(max_length=40)
    category = models.CharField(max_length=16)
    field = models.CharField(max_length=24, blank=True)
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="+", db_index=False)
    origin = models.CharField(max_length=12, default="made")
    origin_body = models.CharField(max_length=100, blank=True)
    attribute = models.CharField(max_length=12, blank=True)
    attribute_basis = models.CharField(max_length=500, blank=True)
    made_on = models.DateField()
    due_on = models.DateField(null=True)
    status = models.CharField(max_length=12, default="draft")
    version = models.PositiveSmallIntegerField(default=0)
    published_on = models.DateField(null=True)
    published_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    validity = models.CharField(max_length=12, blank=True)
    repealed_on = models.DateField(null=True)
    interprets = models.ForeignKey("self", models.PROTECT, null=True, related_name="interpretations", db_index=False)
    review_on = models.DateField(null=True)
    scheduled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "source_key"],
                condition=models.Q(source_key__isnull=False),
                name="publication_source_once",
            )
        ]
        indexes = [
            models.Index(fields=["published_on", "id"], condition=models.Q(status="public"), name="publication_newest"),
            models.Index(
                fields=["column", "published_on", "id"], condition=models.Q(status="public"), name="publication_column"
            ),
            models.Index(
                fields=["body", "column", "published_on", "id"],
                condition=models.Q(status="public"),
                name="publication_of_body",
            ),
            models.Index(
                fields=["entry", "published_on"], condition=models.Q(entry__isnull=False), name="publication_entry"
            ),
            models.Index(
                fields=["interprets"], condition=models.Q(interprets__isnull=False), name="publication_interprets"
            ),
            models.Index(
                fields=["scheduled_at"], condition=models.Q(scheduled_at__isnull=False), name="publication_scheduled"
            ),
            models.Index(fields=["run", "id"], condition=models.Q(run__isnull=False), name="publication_of_import"),
            models.Index(
                fields=["body", "entry", "due_on"],
                condition=models.Q(status="draft", due_on__isnull=False),
                name="publication_overdue",
            ),
            models.Index(
                fields=["body", "kind", "made_on", "id"],
                condition=models.Q(kind__in=("government_rule", "normative_document")),
                name="publication_documents",
            ),
            models.Index(
                fields=["body", "review_on"], condition=models.Q(review_on__isnull=False), name="publication_review"
            ),
            models.Index(
                fields=["changed_at", "id"],
                condition=models.Q(status__in=("public", "withdrawn")),
                name="publication_changed",
            ),
            models.Index(
                fields=["withdrawn_at", "id"], condition=models.Q(status="withdrawn"), name="publication_withdrawn"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """What a publication says. Never changed once it was public; the one being prepared has no `published_at`.

    `html` is sanitised, `text` the same in plain words, `facts` pairs of label and value, for what is a record rather
    than a text. `change` says why there is a version. `accepted` says why what is personal in it may be published all
    the same; `accepted_digest` names what was found then.
    """

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    summary = models.CharField(max_length=500, blank=True)
    html = models.TextField(blank=True)
    text = models.TextField(blank=True)
    facts = models.JSONField(default=list)
    change = models.CharField(max_length=12, default="first")
    reason = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    accepted = models.CharField(max_length=500, blank=True)
    accepted_by = models.CharField(max_length=60, blank=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["publication", "number"], name="version_once")]


class PublishedFile(models.Model):
    """A file of a version. `found` is what the inspection found in it; `accepted` says why it may go out all the same.

    `cleaned` is what is given to the public where the inspection made a cleaned copy; otherwise `file` itself is.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="files", db_index=False)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", db_index=False)
    cleaned = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", db_index=False)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    inspected_at = models.DateTimeField()
    found = models.JSONField(default=list)
    accepted = models.CharField(max_length=500, blank=True)
    accepted_by = models.CharField(max_length=60, blank=True)
    accepted_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["version", "id"], name="file_of_version")]


class Placement(models.Model):
    """Where and when a publication was published. `ended_on`: since when it is not there any more."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="placements", db_index=False)
    channel = models.CharField(max_length=16)
    place = models.CharField(max_length=300, blank=True)
    on = models.DateField()
    by = models.CharField(max_length=60)
    at = models.DateTimeField()
    ended_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["publication", "id"], name="placement_of_publication")]


class Superseded(models.Model):
    """A publication as it was before an import changed it, which comes back when that import is withdrawn.

    `was` holds the columns that an import writes; `placed` the ids of the placements that the import added.
    """

    run = models.ForeignKey(Import, models.PROTECT, related_name="+", db_index=False)
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="+", db_index=False)
    was = models.JSONField()
    placed = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["publication", "id"], name="superseded_of_publication")]


class Tally(models.Model):
    """How many publications a body placed in a year, by channel, kind, column, category and field.

    Counted as it happens: a cache of the placements that have not ended, proved by counting anew.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=16)
    kind = models.CharField(max_length=24)
    column = models.CharField(max_length=40)
    category = models.CharField(max_length=16)
    field = models.CharField(max_length=24, blank=True)
    count = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "year", "channel", "kind", "column", "category", "field"], name="tally_once"
            )
        ]


class IndexSeries(models.Model):
    """How far the index numbers of a body have come in a year; the row is locked while one is taken."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "year"], name="index_series_once")]
