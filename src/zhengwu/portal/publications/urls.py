"""The addresses of the pages of publications, below /publications; what is asked for most stands first."""

from django.urls import path

from zhengwu.portal.publications import feeds, files, listing, page

urlpatterns = [
    path("/<int:publication_id>", page.one),
    path("", listing.listing),
    path("/feed.atom", feeds.atom),
    path("/<int:publication_id>/print", page.printed),
    path("/<int:publication_id>/qr.svg", page.code),
    path("/<int:publication_id>/files/<int:file_id>/<str:name>", files.file),
]
