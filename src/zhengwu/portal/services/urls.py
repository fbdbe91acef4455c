"""The addresses of services, below /services; what is asked for most stands first."""

from django.urls import path

from zhengwu.portal.services import applying, feed, guide, handing, listing, materials, on_paper, receipt, resuming

urlpatterns = [
    path("/<int:item_id>", guide.guide),
    path("", listing.listing),
    path("/ask", listing.tree),
    path("/<int:item_id>/print", guide.printed),
    path("/<int:item_id>/form", on_paper.blank),
    path("/<int:item_id>/qr.svg", guide.code),
    path("/<int:item_id>/files/<str:key>", guide.paper),
    path("/feed.atom", feed.atom),
    path("/resume", resuming.resume),
    path("/<int:item_id>/apply", applying.start),
    path("/<int:item_id>/apply/keep", resuming.keep),
    path("/<int:item_id>/apply/materials", materials.materials),
    path("/<int:item_id>/apply/check", handing.check),
    path("/<int:item_id>/apply/receipt", receipt.receipt),
    path("/<int:item_id>/apply/receipt/<str:kind>", receipt.file),
    path("/<int:item_id>/apply/<str:key>", applying.screen),
]
