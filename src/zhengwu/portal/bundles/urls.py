"""The addresses of bundles, below /bundles."""

from django.urls import path

from zhengwu.portal.bundles import acting, applying, following, guide, handing, on_paper

urlpatterns = [
    path("", guide.listing),
    path("/resume", handing.resume),
    path("/follow", following.door),
    path("/follow/<str:number>", following.matter),
    path("/follow/<str:number>/supply", acting.supply),
    path("/follow/<str:number>/withdraw", acting.withdraw),
    path("/follow/<str:number>/<str:node>", following.case),
    path("/<str:key>", guide.guide),
    path("/<str:key>/form", on_paper.form),
    path("/<str:key>/apply", applying.begin),
    path("/<str:key>/apply/", applying.begin),
    path("/<str:key>/apply/materials", applying.materials),
    path("/<str:key>/apply/check", handing.check),
    path("/<str:key>/apply/receipt", handing.receipt),
    path("/<str:key>/apply/keep", handing.keep),
    path("/<str:key>/apply/<str:screen>", applying.screen),
]
