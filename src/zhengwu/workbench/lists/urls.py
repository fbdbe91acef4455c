"""The addresses of lists, below /desk/."""

from django.urls import path

from zhengwu.workbench.lists import batches, exporting, groups, inbox, saved, search, together

urlpatterns = [
    path("", inbox.inbox, name="desk"),
    path("export/<str:kind>", exporting.export, name="export-list"),
    path("filters", saved.kept, name="saved-filters"),
    path("filters/new", saved.new, name="save-filter"),
    path("groups", groups.listing, name="groups"),
    path("groups/<int:wording_id>", groups.one, name="group"),
    path("together", together.choose, name="together"),
    path("together/<str:procedure>/<str:key>", together.act, name="together-step"),
    path("batches", batches.listing, name="batches"),
    path("batches/<int:batch_id>", batches.one, name="batch"),
    path("search", search.search, name="search"),
]
