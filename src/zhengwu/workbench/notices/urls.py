"""The addresses of notices, below /desk/notices."""

from django.urls import path

from zhengwu.workbench.notices import choosing, listing, sent

urlpatterns = [
    path("", listing.notices, name="notices"),
    path("/read", listing.read, name="read-notices"),
    path("/<int:notice_id>", listing.opened, name="notice"),
    path("/choices", choosing.choices, name="notice-choices"),
    path("/addresses/<str:channel>", choosing.address, name="notice-address"),
    path("/addresses/<str:channel>/stop", choosing.stop, name="stop-address"),
    path("/sent", sent.listing, name="sent-messages"),
]
