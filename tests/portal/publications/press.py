"""A press that publishes: registered, reviewed by one, approved by another, published; corrected; taken down."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from zhengwu.records.cases import actions as cases
from zhengwu.records.documents import store
from zhengwu.records.moments import day_of
from zhengwu.records.publications import actions
from zhengwu.records.publications.actions import Draft
from zhengwu.records.publications.models import PublishedFile, Version
from zhengwu.records.publications.texts import Written
from zhengwu.statute.procedures import Event

AT = datetime(2026, 3, 2, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
TEXT = "各单位：\n\n为做好容缺受理工作，现就有关事项通知如下。\n\n咨询电话：000-00000000。"


@dataclass
class Press:
    """Takes the steps one after the other, an hour apart, as the persons that may."""

    body_id: int
    actors: dict
    at: datetime = AT

    def take(self, case_id, key, by, **says):
        """A step."""
        self.at += HOUR
        cases.take(case_id, Event(key, day_of(self.at), says=says), by=self.actors[by], at=self.at)

    def draft(self, title="关于容缺受理的通知", text=TEXT, kind="notice", **more):
        """A document on the register, not yet public. `facts`, `number` and `summary` go into it, the rest beside."""
        self.at += HOUR
        names = {"facts": "facts", "number": "document_number", "summary": "summary"}
        said = {names[key]: more.pop(key) for key in list(more) if key in names}
        draft = Draft(kind, day_of(self.at), Written(title, text, **said), **more)
        return actions.register(self.body_id, draft, by=self.actors["handler"], at=self.at)

    def enclose(self, made, content=b"%PDF-1.7 enclosed", name="附件.pdf", media_type="application/pdf"):
        """A file of the version that is prepared."""
        version = Version.objects.filter(publication_id=made.publication_id).latest("number")
        file = store.keep_as(content, name, media_type, at=self.at)
        facts = {"name": name, "media_type": media_type, "inspected_at": self.at}
        return PublishedFile.objects.create(version=version, file=file, **facts)

    def release(self, made, kind="notice"):
        """Puts forward, reviews, approves and publishes what is prepared."""
        self.take(made.case_id, "attributed", "handler", attribute="proactive")
        for aspect in ("secrecy", "legal") if kind == "normative_document" else ("secrecy",):
            self.take(made.case_id, "reviewed", "reviewer", aspect=aspect, verdict="passed")
        self.take(made.case_id, "approved", "leader")
        self.take(made.case_id, "published", "clerk")
        return made

    def publish(self, title="关于容缺受理的通知", text=TEXT, kind="notice", **more):
        """A document that is public."""
        return self.release(self.draft(title, text, kind, **more), kind)

    def correct(self, made, title, text, reason="咨询电话有误。", **more):
        """Another version, published."""
        self.take(made.case_id, "amended", "handler", change="correction", reason=reason)
        actions.write(made.publication_id, Written(title, text, **more), by=self.actors["handler"], at=self.at)
        return self.release(made)

    def withdraw(self, made):
        """Takes it down."""
        self.take(made.case_id, "taken_down", "head", reason="误含个人信息。")
