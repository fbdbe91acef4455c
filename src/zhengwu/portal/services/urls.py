"""The addresses of services, below /services; what is asked for most stands first."""

from django.urls import path

from zhengwu.portal.services import guide, listing

urlpatterns = [
    path("/<int:item_id>", guide.guide),
    path("", listing.listing),
    path("/ask", listing.tree),
    path("/<int:item_id>/print", guide.printed),
    path("/<int:item_id>/qr.svg", guide.code),
]
