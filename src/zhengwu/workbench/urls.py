"""The addresses of the staff's pages, below /desk/, one line each."""

from django.urls import path

from zhengwu.workbench import account, inbox, signing
from zhengwu.workbench.cases import acting, deeds, page

urlpatterns = [
    path("", inbox.inbox, name="desk"),
    path("cases/<int:case_id>", page.case, name="case"),
    path("cases/<int:case_id>/steps/<str:key>", acting.act, name="step"),
    path("cases/<int:case_id>/events/<int:number>/strike", deeds.strike, name="strike"),
    path("cases/<int:case_id>/parties/<int:party_id>", deeds.unmask, name="unmask"),
    path("sign-in", signing.sign_in, name="sign-in"),
    path("sign-out", signing.sign_out, name="sign-out"),
    path("me", account.me, name="me"),
    path("password", account.password, name="password"),
    path("sessions/<int:session_id>/end", account.end, name="end-session"),
]
