"""The addresses of templates, limits, the journal and the state of the system, below /desk/administration/."""

from django.urls import path

from zhengwu.workbench.administration import audit, health, letters, limits, promises, wording

urlpatterns = [
    path("letters", letters.letters, name="templates"),
    path("letters/<int:body_id>/<str:key>/<str:name>", letters.letter, name="template"),
    path("letters/<int:body_id>/<str:key>/<str:name>/write", wording.write, name="write-template"),
    path("letters/<int:body_id>/<str:key>/<str:name>/pdf", wording.pdf, name="template-pdf"),
    path("wordings/<int:template_id>", letters.version, name="wording"),
    path("limits", limits.limits, name="limits"),
    path("limits/<int:body_id>", limits.limit, name="limit"),
    path("promises/new", promises.make, name="make-promise"),
    path("promises/<int:promise_id>/end", promises.end, name="end-promise"),
    path("journal", audit.journal, name="journal"),
    path("journal/export/<str:kind>", audit.export, name="journal-export"),
    path("health", health.health, name="health"),
    path("outbox", health.outbox, name="outbox"),
    path("outbox/<int:effect_id>", health.effect, name="effect"),
]
