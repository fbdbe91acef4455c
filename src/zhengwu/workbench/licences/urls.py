"""The addresses of licences, below /desk/licences."""

from django.urls import path

from zhengwu.workbench.licences import kinds, listing, one, seals

urlpatterns = [
    path("", listing.listing, name="licences"),
    path("/export/<str:kind>", listing.export, name="licences-export"),
    path("/<int:licence_id>", one.one, name="licence"),
    path("/<int:licence_id>/document/<str:kind>", one.document, name="licence-document"),
    path("/<int:licence_id>/act/<str:key>", one.act, name="licence-act"),
    path("/<int:licence_id>/copies/new", one.copy, name="licence-copy"),
    path("/<int:licence_id>/copies/<int:copy_id>/withdraw", one.withdraw, name="licence-copy-withdraw"),
    path("/<int:licence_id>/copies/<int:copy_id>/document/<str:kind>", one.copied, name="licence-copy-document"),
    path("/kinds", kinds.listing, name="licence-kinds"),
    path("/kinds/new", kinds.add, name="new-licence-kind"),
    path("/kinds/ship", kinds.ship, name="ship-licence-kinds"),
    path("/kinds/<str:key>", kinds.change, name="licence-kind"),
    path("/seals", seals.listing, name="e-seals"),
    path("/seals/new", seals.add, name="new-e-seal"),
    path("/seals/<int:seal_id>", seals.one, name="e-seal"),
    path("/seals/<int:seal_id>/revoke", seals.revoke, name="revoke-e-seal"),
]
