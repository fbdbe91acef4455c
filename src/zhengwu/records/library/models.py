"""Published reports of others: files, what was read in them, what was found, and what people decided about it."""

from django.db import models

from zhengwu.records.documents.models import StoredFile
from zhengwu.records.organs.models import Body

WAITING, READING, READ, UNREADABLE = "waiting", "reading", "read", "unreadable"
UNMATCHED, OPEN, DONE = "unmatched", "open", "done"
STANDINGS = [
    (WAITING, "等待读取"),
    (UNREADABLE, "不能读取"),
    (UNMATCHED, "机关或年度待定"),
    (OPEN, "有待处理的发现"),
    (DONE, "已处理完"),
]
STATES = [(WAITING, "等待读取"), (READING, "正在读取"), (READ, "已读取"), (UNREADABLE, "不能读取")]
# How a file came to its body: printed and known, remembered, named by the report, only alike, by a person, not at all.
MATCHES = ["exact", "known", "named", "alike", "person", "none"]
SURE = ("exact", "known", "named", "person")
VERDICTS = [("accepted", "原样接受"), ("reader", "读取有误"), ("report", "报告有误"), ("todo", "待办")]
LONGEST_KEY = 120


class Shelf(models.Model):
    """The library of one office. `changes` counts every change, so that what was worked out can be remembered."""

    holder = models.OneToOneField(Body, models.PROTECT, related_name="+")
    changes = models.BigIntegerField(default=0)


class Reporter(models.Model):
    """A body whose reports are in a library; `body` where it is one of this installation."""

    holder = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=100)
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["holder", "name"], name="reporter_once")]


class KnownName(models.Model):
    """A name as it is printed (or as files are called) that a person once said belongs to a reporter."""

    holder = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    printed = models.CharField(max_length=120)
    reporter = models.ForeignKey(Reporter, models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["holder", "printed"], name="known_name_once")]


class Paper(models.Model):
    """One file of a library, the same bytes once. The columns after `reading` are those of its newest reading.

    `version` counts the papers of one reporter and year, 0 where it is matched to none; `newest` is the last of them.
    `open` and `decided` count its findings; `code`, `zh`, `en` say why it could not be read. `standing` is what is to
    be done with it, and follows from the rest.
    """

    holder = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=300)
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=STATES, default=WAITING)
    standing = models.CharField(max_length=10, choices=STANDINGS, default=WAITING)
    started_at = models.DateTimeField(null=True)
    code = models.CharField(max_length=40, blank=True)
    zh = models.CharField(max_length=400, blank=True)
    en = models.CharField(max_length=400, blank=True)
    reporter = models.ForeignKey(Reporter, models.PROTECT, null=True, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField(null=True)
    matched = models.CharField(max_length=8, default="none")
    proposed = models.CharField(max_length=100, blank=True)  # the name of the reporter that may be meant
    version = models.PositiveSmallIntegerField(default=0)
    newest = models.BooleanField(default=False)
    reading = models.ForeignKey("Reading", models.PROTECT, null=True, related_name="+", db_index=False)
    against = models.ForeignKey("Reading", models.PROTECT, null=True, related_name="+", db_index=False)
    reader = models.CharField(max_length=40, blank=True)
    agency = models.CharField(max_length=100, blank=True)
    printed_year = models.PositiveSmallIntegerField(null=True)
    format = models.CharField(max_length=16, blank=True)
    kind = models.CharField(max_length=12, blank=True)
    title = models.CharField(max_length=200, blank=True)
    published_on = models.DateField(null=True)
    placed = models.PositiveSmallIntegerField(default=0)
    expected = models.PositiveSmallIntegerField(default=0)
    errors = models.PositiveSmallIntegerField(default=0)
    open = models.PositiveSmallIntegerField(default=0)
    decided = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["holder", "file"], name="paper_once")]
        indexes = [
            models.Index(fields=["holder", "state", "id"], name="paper_by_state"),
            models.Index(fields=["holder", "standing", "id"], name="paper_by_standing"),
            models.Index(fields=["holder", "year", "id"], name="paper_by_year"),
            models.Index(fields=["holder", "reporter", "year", "version"], name="paper_versions"),
            models.Index(fields=["holder", "open", "id"], name="paper_by_open"),
        ]


class Reading(models.Model):
    """What one reader made of a file: the whole report as packed JSON. Made once, never changed.

    `reader` is the version of the reader; `sum` tells whether two readings say the same.
    """

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="readings", db_index=False)
    reader = models.CharField(max_length=40)
    at = models.DateTimeField()
    content = models.BinaryField()
    sum = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "reader"], name="reading_once")]


class Found(models.Model):
    """A finding about the newest reading of a paper; made anew with it. `key` is its rule and what it is about.

    `verdict` is that of the decision which holds, empty for none. `changed`: it was decided over other figures.
    """

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="found", db_index=False)
    holder = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=LONGEST_KEY)
    rule = models.CharField(max_length=24)
    severity = models.CharField(max_length=8)
    cause = models.CharField(max_length=8)
    basis = models.CharField(max_length=300, blank=True)
    sentence = models.TextField()
    gloss = models.TextField()
    cells = models.JSONField(default=list)
    expected = models.TextField(blank=True)
    found = models.TextField(blank=True)
    place = models.CharField(max_length=80, blank=True)
    verdict = models.CharField(max_length=10, blank=True)
    changed = models.BooleanField(default=False)
    open = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "key"], name="found_once")]
        indexes = [
            models.Index(fields=["holder", "paper", "id"], condition=models.Q(open=True), name="found_open"),
        ]


class Decision(models.Model):
    """What a person decided about a finding of a body's report on a year. The latest one holds; none is deleted.

    It hangs on the body, the year, the rule and what the finding is about, on no row that is made anew. `verdict` is
    empty where it was taken back. `expected`, `found` and the sentences are those that were decided over.
    """

    holder = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    reporter = models.ForeignKey(Reporter, models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=LONGEST_KEY)
    rule = models.CharField(max_length=24)
    verdict = models.CharField(max_length=10, choices=VERDICTS, blank=True)
    note = models.CharField(max_length=500, blank=True)
    sentence = models.TextField()
    gloss = models.TextField()
    expected = models.TextField(blank=True)
    found = models.TextField(blank=True)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["reporter", "year", "key", "-id"], name="decision_latest")]


class Correction(models.Model):
    """The right value of one cell of a file, where a reader got it wrong. The latest one holds; none is deleted.

    It hangs on the file, whatever reading is made of it. `read` is what had been read; `taken_back` ends it.
    """

    holder = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="+", db_index=False)
    table = models.CharField(max_length=24)
    row = models.CharField(max_length=40)
    column = models.CharField(max_length=32)
    value = models.DecimalField(max_digits=20, decimal_places=6)
    read = models.CharField(max_length=60, blank=True)
    why = models.CharField(max_length=500)
    taken_back = models.BooleanField(default=False)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["paper", "table", "row", "column", "-id"], name="correction_latest")]


class Amount(models.Model):
    """What one cell says in a matched paper, corrections included; made anew with each reading.

    `value` is empty where nothing was stated. Kept for the totals of rows and the tables without totals only.
    """

    holder = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    paper = models.ForeignKey(Paper, models.CASCADE, related_name="amounts", db_index=False)
    year = models.PositiveSmallIntegerField()
    cell = models.CharField(max_length=80)
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    corrected = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "cell"], name="amount_once")]
        indexes = [models.Index(fields=["holder", "year", "cell", "value"], name="amount_by_cell")]
