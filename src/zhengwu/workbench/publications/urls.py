"""The addresses of publications, below /desk/publications."""

from django.urls import path

from zhengwu.workbench.publications import asking, files, ledger, listing, page, placing, writing

ONE = "/<int:publication_id>"

urlpatterns = [
    path("", listing.listing, name="desk-publications"),
    path("/new", writing.new, name="new-publication"),
    path("/export/<str:kind>", listing.export, name="publications-export"),
    path("/ledger", ledger.ledger, name="publications-ledger"),
    path("/ledger/<str:kind>", ledger.export, name="publications-ledger-export"),
    path("/of/<int:case_id>", asking.from_request, name="publish-request"),
    path(ONE, page.publication, name="desk-publication"),
    path(f"{ONE}/edit", writing.edit, name="edit-publication"),
    path(f"{ONE}/preview", page.preview, name="preview-publication"),
    path(f"{ONE}/text", files.text, name="publication-text"),
    path(f"{ONE}/files/new", files.add, name="publication-files"),
    path(f"{ONE}/files/<int:file_id>", files.file, name="publication-file"),
    path(f"{ONE}/files/<int:file_id>/open", files.copy, name="publication-file-open"),
    path(f"{ONE}/places/new", placing.add, name="publication-place"),
    path(f"{ONE}/places/<int:placement_id>/end", placing.end, name="publication-place-end"),
]
