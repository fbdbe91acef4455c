"""What must hold whatever was imported, broken off or withdrawn."""

from collections import Counter

from django.db.models import Max

from zhengwu.records.findable import dated
from zhengwu.records.publications import proving, words
from zhengwu.records.publications.models import Placement, Publication, Tally, Version


def counted():
    """The tallies, and the same counted anew from the placements."""
    kept = {(one.body_id, one.year, one.channel, one.kind, one.column): one.count for one in Tally.objects.all()}
    standing = Placement.objects.filter(ended_on=None).select_related("publication")
    anew = Counter(
        (one.publication.body_id, one.on.year, one.channel, one.publication.kind, one.publication.column)
        for one in standing
    )
    return {key: count for key, count in kept.items() if count}, dict(anew)


def right():
    """That tallies, index numbers, versions and the index of words are what the register says."""
    kept, anew = counted()
    assert kept == anew
    public = Publication.objects.filter(status="public")
    numbers = sorted(int(one.rpartition("-")[2]) for one in Publication.objects.values_list("index_number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert dated.ids(words.KIND) == set(public.values_list("id", flat=True))
    assert not list(proving.register())[-1][2]
    newest = Publication.objects.annotate(newest=Max("versions__number")).values_list("newest", flat=True)
    assert Version.objects.count() == sum(newest)


def found(text):
    """The publications found by a text."""
    return set(dated.ids_at(words.KIND, dated.find(words.KIND, text)).values())
