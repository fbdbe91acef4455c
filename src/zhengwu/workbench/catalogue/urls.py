"""The addresses of the catalogues, below /desk/catalogue, one line each."""

from django.urls import path

from zhengwu.workbench.catalogue import bringing, columns, figures, guide, line, listing, proposing, writing

urlpatterns = [
    path("", listing.home, name="catalogue"),
    path("/columns", columns.listing, name="columns"),
    path("/columns/new", columns.add, name="new-column"),
    path("/columns/<str:key>", columns.change, name="change-column"),
    path("/columns/<str:key>/close", columns.close, name="close-column"),
    path("/lines/<int:entry_id>", line.one, name="catalogue-line"),
    path("/lines/<int:entry_id>/change", writing.change, name="change-line"),
    path("/lines/<int:entry_id>/end", writing.end, name="end-line"),
    path("/lines/<int:entry_id>/move", writing.move, name="move-line"),
    path("/lines/<int:entry_id>/file", writing.file_under, name="file-under-line"),
    path("/<int:body_id>", listing.one, name="catalogue-of"),
    path("/<int:body_id>/new", writing.add, name="new-line"),
    path("/<int:body_id>/proposals", proposing.propose, name="propose-lines"),
    path("/<int:body_id>/import", bringing.bring, name="bring-catalogue"),
    path("/<int:body_id>/import/write", bringing.write, name="write-catalogue"),
    path("/<int:body_id>/export/<str:kind>", bringing.export, name="catalogue-export"),
    path("/<int:body_id>/print", listing.printed, name="catalogue-print"),
    path("/<int:body_id>/figures", figures.one, name="catalogue-figures"),
    path("/<int:body_id>/figures/behind", figures.behind, name="figures-behind"),
    path("/<int:body_id>/figures/export/<str:kind>", figures.export, name="figures-export"),
    path("/<int:body_id>/guide", guide.one, name="guide-at-desk"),
    path("/<int:body_id>/guide/write", guide.write, name="write-guide"),
    path("/<int:body_id>/guide/review", guide.review, name="review-guide"),
    path("/<int:body_id>/guide/versions/<int:guide_id>", guide.version, name="guide-version"),
]
