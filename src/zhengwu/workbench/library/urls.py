"""The addresses of the library, below /desk/library."""

from django.urls import path

from zhengwu.workbench.library import adding, cells, comparing, deciding, exporting, listing, matching, paper

ONE = "/papers/<int:paper_id>"

urlpatterns = [
    path("", listing.listing, name="library"),
    path("/add", adding.add, name="library-add"),
    path("/progress", adding.progress, name="library-progress"),
    path("/again", adding.again, name="library-again"),
    path("/next", deciding.following, name="library-next"),
    path("/findings/<int:found_id>", deciding.decide, name="library-finding"),
    path("/decisions/<int:decision_id>/take-back", deciding.take_back, name="library-take-back"),
    path("/across", comparing.across, name="library-across"),
    path("/totals", comparing.totals, name="library-totals"),
    path("/export/<str:what>/<str:kind>", exporting.export, name="library-export"),
    path(ONE, paper.one, name="library-paper"),
    path(f"{ONE}/file", exporting.original, name="library-file"),
    path(f"{ONE}/match", matching.match, name="library-match"),
    path(f"{ONE}/compared", comparing.compared, name="library-compared"),
    path(f"{ONE}/cells/<str:table>/<str:row>/<str:column>", cells.cell, name="library-cell"),
]
