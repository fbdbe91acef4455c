"""The addresses of the kiosk, below /kiosk: its own pages, and the screens of applying in its frame."""

from django.urls import path

from zhengwu.portal.bundles import applying as bundle_applying
from zhengwu.portal.bundles import guide as bundle_guide
from zhengwu.portal.bundles import handing as bundle_handing
from zhengwu.portal.kiosk import leaving, screens
from zhengwu.portal.kiosk.leaving import TYPING, passing
from zhengwu.portal.services import applying, handing, materials, receipt

APPLY = "/services/<int:item_id>/apply"
BUNDLE = "/bundles/<str:key>"
urlpatterns = [
    path("", screens.home),
    path("/still", leaving.still),
    path("/end", leaving.end),
    path("/services", passing(screens.find)),
    path("/services/<int:item_id>", passing(screens.item)),
    path("/progress", passing(screens.progress)),
    path("/collect", passing(screens.collect)),
    path("/collect/<str:kind>/<int:paper_id>", passing(screens.paper)),
    path(APPLY, passing(applying.start, kiosk=True)),
    path(f"{APPLY}/materials", passing(materials.materials, TYPING, kiosk=True)),
    path(f"{APPLY}/check", passing(handing.check, TYPING, kiosk=True)),
    path(f"{APPLY}/receipt", passing(receipt.receipt, kiosk=True)),
    path(f"{APPLY}/<str:key>", passing(applying.screen, TYPING, kiosk=True)),
    path("/bundles", passing(bundle_guide.listing, kiosk=True)),
    path(BUNDLE, passing(bundle_guide.guide, kiosk=True)),
    path(f"{BUNDLE}/apply", passing(bundle_applying.begin, kiosk=True)),
    path(f"{BUNDLE}/apply/materials", passing(bundle_applying.materials, TYPING, kiosk=True)),
    path(f"{BUNDLE}/apply/check", passing(bundle_handing.check, TYPING, kiosk=True)),
    path(f"{BUNDLE}/apply/receipt", passing(bundle_handing.receipt, kiosk=True)),
    path(f"{BUNDLE}/apply/<str:screen>", passing(bundle_applying.screen, TYPING, kiosk=True)),
]
