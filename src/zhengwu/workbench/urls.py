"""The addresses of the staff's pages, below /desk/, one line each."""

from django.urls import include, path

from zhengwu.workbench import downloads, timetable
from zhengwu.workbench.administration import calendar, overview
from zhengwu.workbench.reports import filed

urlpatterns = [
    path("", include("zhengwu.workbench.lists.urls")),
    path("cases/<int:case_id>", include("zhengwu.workbench.cases.urls")),
    path("letters/<int:letter_id>/<str:kind>", downloads.letter, name="letter"),
    path("files/<int:attachment_id>", downloads.attachment, name="file"),
    path("releases/<int:release_id>", downloads.release, name="release"),
    path("new", include("zhengwu.workbench.counter.urls")),
    path("reports", filed.listing, name="reports"),
    path("reports/", include("zhengwu.workbench.reports.urls")),
    path("publications", include("zhengwu.workbench.publications.urls")),
    path("approvals", include("zhengwu.workbench.approvals.urls")),
    path("intake", include("zhengwu.workbench.approvals.intake")),
    path("", include("zhengwu.workbench.items.registers")),
    path("items", include("zhengwu.workbench.items.urls")),
    path("bundles", include("zhengwu.workbench.bundles.urls")),
    path("region", include("zhengwu.workbench.region.urls")),
    path("library", include("zhengwu.workbench.library.urls")),
    path("catalogue", include("zhengwu.workbench.catalogue.urls")),
    path("imports", include("zhengwu.workbench.imports.urls")),
    path("licences", include("zhengwu.workbench.licences.urls")),
    path("calendar", timetable.calendar, name="calendar"),
    path("calendar/moves", timetable.moves, name="calendar-moves"),
    path("calendar/notice", calendar.notice, name="calendar-notice"),
    path("calendar/adjust", calendar.adjust, name="calendar-adjust"),
    path("calendar/adjustments/<int:overlay_id>/withdraw", calendar.withdraw, name="withdraw-adjustment"),
    path("administration", overview.overview, name="administration"),
    path("administration/", include("zhengwu.workbench.administration.urls")),
    path("administration/", include("zhengwu.workbench.administration.addresses")),
    path("notices", include("zhengwu.workbench.notices.urls")),
    path("", include("zhengwu.workbench.signing.urls")),
]
