"""The addresses of the counter, below /desk/new, one line each."""

from django.urls import path

from zhengwu.workbench.counter import receipt, taking

urlpatterns = [
    path("", taking.start, name="new"),
    path("/<str:key>", taking.start, name="new-of"),
    path("/<str:key>/<int:slot>/receipt", receipt.receipt, name="receipt"),
    path("/<str:key>/<int:slot>/<str:name>", taking.screen, name="counter"),
]
