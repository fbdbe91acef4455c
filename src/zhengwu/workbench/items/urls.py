"""The addresses of items, below /desk/items, one line each."""

from django.urls import path

from zhengwu.workbench.items import (
    bringing,
    claiming,
    deeds,
    editing,
    entries,
    entries_bringing,
    exporting,
    listing,
    one,
    papers,
    powers,
)

urlpatterns = [
    path("", listing.listing, name="items"),
    path("/new", deeds.new, name="new-item"),
    path("/claim", claiming.listing, name="claims"),
    path("/claim/<str:code>", claiming.take, name="claim"),
    path("/base", entries.listing, name="base-catalogue"),
    path("/base/import", entries_bringing.bring, name="base-import"),
    path("/base/import/write", entries_bringing.write, name="base-write"),
    path("/base/<str:code>", entries.one, name="base-line"),
    path("/import", bringing.bring, name="items-import"),
    path("/import/write", bringing.write, name="items-write"),
    path("/import/sheet/<str:kind>", bringing.sheet, name="items-sheet"),
    path("/levels", powers.levels, name="levels"),
    path("/print", listing.printed, name="items-print"),
    path("/export/<str:kind>", listing.export, name="items-export"),
    path("/<int:item_id>", one.one, name="item"),
    path("/<int:item_id>/edit", editing.edit, name="edit-item"),
    path("/<int:item_id>/edit/<str:key>", editing.edit, name="edit-item-section"),
    path("/<int:item_id>/versions/<int:number>/changes", one.compared, name="item-changes"),
    path("/<int:item_id>/papers", papers.listing, name="item-papers"),
    path("/<int:item_id>/papers/<str:at>", papers.one, name="item-paper"),
    path("/<int:item_id>/papers/<str:at>/file", papers.copy, name="item-paper-file"),
    path("/<int:item_id>/export", exporting.one, name="item-export"),
    path("/<int:item_id>/<str:key>", deeds.deed, name="item-deed"),
]
