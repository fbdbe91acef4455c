"""The addresses of the pages of publications, one line each."""

from django.urls import path

from zhengwu.portal.publications import counts, datasets, dcat, feeds, files, listing, page, streams

urlpatterns = [
    path("publications", listing.listing),
    path("publications/feed.atom", feeds.atom),
    path("publications/<int:publication_id>", page.one),
    path("publications/<int:publication_id>/print", page.printed),
    path("publications/<int:publication_id>/qr.svg", page.code),
    path("publications/<int:publication_id>/files/<int:file_id>/<str:name>", files.file),
    path("data", datasets.datasets),
    path("data/catalog.jsonld", dcat.jsonld),
    path("data/catalog.ttl", dcat.turtle),
    path("data/counts", counts.counts),
    path("data/counts.<str:form>", counts.counted),
    path("data/publications.<str:form>", streams.publications),
    path("data/publications-<int:year>.<str:form>", streams.publications),
]
