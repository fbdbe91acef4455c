"""The addresses of the registers about items, below /desk, one line each."""

from django.urls import path

from zhengwu.workbench.items import drives, indicators, moving, powers, seals, simplified

urlpatterns = [
    path("powers", powers.listing, name="powers"),
    path("powers/new", moving.new, name="new-power"),
    path("powers/<int:power_id>", powers.one, name="power"),
    path("powers/<int:power_id>/end", moving.end, name="end-power"),
    path("powers/<int:power_id>/lines/<int:line_id>/<str:key>", moving.line, name="power-line"),
    path("seals", seals.listing, name="seals"),
    path("seals/new", seals.new, name="new-seal"),
    path("seals/<int:seal_id>", seals.one, name="seal"),
    path("seals/<int:seal_id>/<str:key>", seals.deed, name="seal-deed"),
    path("simplified", simplified.listing, name="simplified"),
    path("simplified/new", simplified.add, name="new-simplified"),
    path("simplified/<int:line_id>/end", simplified.end, name="end-simplified"),
    path("drives", drives.listing, name="drives"),
    path("drives/new", drives.add, name="new-drive"),
    path("drives/<int:entry_id>/strike", drives.strike, name="strike-drive"),
    path("indicators", indicators.listing, name="indicators"),
    path("indicators/attainable", indicators.attain, name="attainable"),
    path("indicators/<str:key>", indicators.one, name="indicator"),
]
