"""The addresses of the public's pages, one line each."""

from django.urls import path

from zhengwu.portal import deadline, home

urlpatterns = [
    path("", home.home, name="home"),
    path("deadline", deadline.period),
    path("deadline/events", deadline.events),
]
