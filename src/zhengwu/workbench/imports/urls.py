"""The addresses of the imports, below /desk/imports."""

from django.urls import path

from zhengwu.workbench.imports import bringing, deeds, listing, one

ONE = "/<int:run_id>"

urlpatterns = [
    path("", listing.listing, name="imports"),
    path("/new", bringing.bring, name="import-new"),
    path(ONE, one.one, name="import-one"),
    path(f"{ONE}/columns", bringing.columns, name="import-columns"),
    path(f"{ONE}/hand-over", deeds.hand_over, name="import-hand-over"),
    path(f"{ONE}/take-back", deeds.take_back, name="import-take-back"),
    path(f"{ONE}/release", deeds.release, name="import-release"),
    path(f"{ONE}/discard", deeds.discard, name="import-discard"),
    path(f"{ONE}/withdraw", deeds.withdraw, name="import-withdraw"),
    path(f"{ONE}/faults.csv", one.faults_file, name="import-faults"),
]
