"""The addresses of the worklists, below /desk/approvals, one line each."""

from django.urls import path

from zhengwu.workbench.approvals import waiting, worklists

urlpatterns = [
    path("", worklists.listing, name="approvals"),
    path("/export/<str:kind>", worklists.export, name="approvals-export"),
    path("/bar/<int:case_id>", waiting.bar, name="bar-applicant"),
    path("/reviews/<int:task_id>", waiting.review, name="review-task"),
    path("/faith/<int:faith_id>/repair", waiting.repair, name="repair-faith"),
    path("/<str:key>", waiting.listing, name="approvals-waiting"),
]
