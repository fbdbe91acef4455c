"""The addresses of the report desk, below /desk/reports/."""

from django.urls import path

from zhengwu.workbench.reports import above, cells, comparing, deeds, importing, report, texts

CELL = "<int:body_id>/<int:year>/cells/<str:table>/<str:row>/<str:column>"

urlpatterns = [
    path("findings", above.findings, name="report-findings"),
    path("across", above.one_cell, name="report-across"),
    path("export/<str:what>/<str:kind>", above.export, name="report-export"),
    path("<int:body_id>/<int:year>", report.one, name="report"),
    path("<int:body_id>/<int:year>/sum", above.summed, name="report-sum"),
    path("<int:body_id>/<int:year>/compared", comparing.compared, name="compared"),
    path("<int:body_id>/<int:year>/versions", comparing.versions, name="report-versions"),
    path("<int:body_id>/<int:year>/drift", comparing.drifted, name="report-drift"),
    path("<int:body_id>/<int:year>/do/<str:key>", deeds.deed, name="report-deed"),
    path("<int:body_id>/<int:year>/texts/<str:key>", texts.text, name="report-text"),
    path("<int:body_id>/<int:year>/slip", texts.mend, name="report-slip"),
    path("<int:body_id>/<int:year>/import", importing.hand_in, name="report-import"),
    path("<int:body_id>/<int:year>/import/<int:file_id>", importing.look, name="report-incoming"),
    path("<int:body_id>/<int:year>/documents/<str:kind>", report.document, name="report-document"),
    path(CELL, cells.cell, name="cell"),
    path(f"{CELL}/<str:kind>", cells.export, name="cell-export"),
]
