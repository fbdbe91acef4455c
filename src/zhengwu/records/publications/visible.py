"""What the public may see: one rule, which every page, file, search, feed, sitemap and export asks.

What is not public now is not there at all, whatever it was before.
"""

from django.db.models import QuerySet

from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import within, within_sql
from zhengwu.records.publications.models import Publication, PublishedFile
from zhengwu.records.rows import told

PUBLIC = "public"
SEEN = "p.status = 'public'"  # the same in plain SQL, with the register as `p`
STAFF = "case.read"


def publicly() -> "QuerySet[Publication]":
    """The publications that everybody may see."""
    return Publication.objects.filter(status=PUBLIC)


def public_file(publication_id: int, file_id: int) -> PublishedFile | None:
    """A file of the version that the public sees; None where there is none. One statement."""
    return (
        PublishedFile.objects.select_related("file", "cleaned", "version__publication")
        .filter(
            id=file_id,
            removed_at=None,
            version__publication_id=publication_id,
            version__publication__status=PUBLIC,
        )
        .extra(where=["publications_version.number = publications_publication.version"])
        .first()
    )


def staff_sees(actor: Actor, publication_id: int) -> bool:
    """Whether an actor may see a publication as one of the staff. One statement."""
    may, values = within_sql(actor.reach(STAFF), body="p.body_id", unit="p.unit_id")
    return bool(told(f"SELECT 1 FROM publications_publication p WHERE p.id = %s AND {may}", [publication_id, *values]))


def to_staff(actor: Actor) -> "QuerySet[Publication]":
    """The publications, public or not, that an actor may see as one of the staff."""
    return Publication.objects.filter(within(actor.reach(STAFF)))
