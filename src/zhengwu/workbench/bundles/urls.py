"""The addresses of bundles at the desk, below /desk/bundles."""

from django.urls import path

from zhengwu.workbench.bundles import editing, listing, matter

urlpatterns = [
    path("", listing.listing, name="matters"),
    path("/matters/<int:matter_id>", matter.matter, name="matter"),
    path("/matters/<int:matter_id>/accept", matter.accept, name="accept-matter"),
    path("/matters/<int:matter_id>/deliver", matter.deliver, name="deliver-matter"),
    path("/matters/<int:matter_id>/urge", matter.urge, name="urge-part"),
    path("/matters/<int:matter_id>/visit", matter.visit, name="call-visit"),
    path("/offers", listing.offered, name="bundles"),
    path("/offers/new", editing.new, name="new-bundle"),
    path("/offers/<int:bundle_id>", editing.one, name="bundle"),
    path("/offers/<int:bundle_id>/publish", editing.publish, name="publish-bundle"),
    path("/offers/<int:bundle_id>/end", editing.end, name="end-bundle"),
    path("/offers/<int:bundle_id>/json", listing.export, {"kind": "json"}, name="export-bundle"),
    path("/offers/<int:bundle_id>/toml", listing.export, {"kind": "toml"}, name="export-bundle-toml"),
]
