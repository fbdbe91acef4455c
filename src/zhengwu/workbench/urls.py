"""The addresses of the staff's pages, below /desk/, one line each."""

from django.urls import path

from zhengwu.workbench import account, inbox, signing

urlpatterns = [
    path("", inbox.inbox, name="desk"),
    path("sign-in", signing.sign_in, name="sign-in"),
    path("sign-out", signing.sign_out, name="sign-out"),
    path("me", account.me, name="me"),
    path("password", account.password, name="password"),
    path("sessions/<int:session_id>/end", account.end, name="end-session"),
]
