"""The addresses of the region, below /desk/region."""

from django.urls import path

from zhengwu.workbench.region import behind, body, comparing, listing

urlpatterns = [
    path("", listing.listing, name="region"),
    path("/export/<str:kind>", listing.export, name="region-export"),
    path("/compare", comparing.compare, name="region-compare"),
    path("/<int:body_id>", body.body, name="region-body"),
    path("/<int:body_id>/<str:key>", behind.behind, name="region-list"),
]
