"""The addresses of the public's pages, one line each."""

from django.urls import path

from zhengwu.portal import (
    asking,
    deadline,
    finding,
    guide,
    home,
    opinion,
    own_steps,
    report_check,
    reports,
    tracking,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("request", asking.start),
    path("request/files", asking.files),
    path("request/check", asking.check),
    path("request/receipt", asking.receipt),
    path("request/<str:key>", asking.screen),
    path("deadline", deadline.period),
    path("deadline/events", deadline.events),
    path("track", tracking.door),
    path("track/<str:number>", tracking.case),
    path("track/<str:number>/leave", tracking.leave, {"side": "applicant"}),
    path("track/<str:number>/letters/<int:letter_id>/<str:kind>", tracking.letter),
    path("track/<str:number>/files/<int:release_id>", tracking.released),
    path("track/<str:number>/<str:step>", own_steps.step),
    path("reports", reports.listing),
    path("reports/check", report_check.upload),
    path("reports/<int:body_id>/compare", reports.comparison),
    path("reports/<int:body_id>/<int:year>", reports.one),
    path("reports/<int:body_id>/<int:year>/<str:kind>", reports.document),
    path("guide", guide.listing),
    path("guide/<int:body_id>", guide.one),
    path("search", finding.search),
    path("help", guide.help_page),
    path("about", guide.about),
    path("accessibility", guide.accessibility),
    path("opinion", opinion.door),
    path("opinion/<str:number>", opinion.opinion),
    path("opinion/<str:number>/leave", tracking.leave, {"side": "party"}),
]
