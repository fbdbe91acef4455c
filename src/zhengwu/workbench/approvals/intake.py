"""The addresses of the counter, below /desk/intake, one line each."""

from django.urls import path

from zhengwu.workbench.approvals import bringing, finding, receipt, taking

urlpatterns = [
    path("", finding.find, name="intake"),
    path("/<int:item_id>", taking.who, name="intake-who"),
    path("/<int:item_id>/bring", bringing.bring, name="intake-bring"),
    path("/<int:item_id>/receipt", receipt.receipt, name="intake-receipt"),
]
