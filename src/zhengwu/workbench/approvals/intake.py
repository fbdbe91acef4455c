"""The addresses of the counter, below /desk/intake, one line each."""

from django.urls import path

from zhengwu.workbench.approvals import bringing, finding, receipt, taking
from zhengwu.workbench.bundles import bringing as bundle_bringing
from zhengwu.workbench.bundles import receipt as bundle_receipt
from zhengwu.workbench.bundles import taking as bundle_taking

urlpatterns = [
    path("", finding.find, name="intake"),
    path("/bundles/<int:bundle_id>", bundle_taking.who, name="intake-bundle"),
    path("/bundles/<int:bundle_id>/bring", bundle_bringing.bring, name="intake-bundle-bring"),
    path("/bundles/<int:bundle_id>/receipt", bundle_receipt.receipt, name="intake-bundle-receipt"),
    path("/<int:item_id>", taking.who, name="intake-who"),
    path("/<int:item_id>/bring", bringing.bring, name="intake-bring"),
    path("/<int:item_id>/receipt", receipt.receipt, name="intake-receipt"),
]
