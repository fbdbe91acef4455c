"""The addresses of the public's pages, one line each."""

from django.urls import path

from zhengwu.portal import home

urlpatterns = [
    path("", home.home, name="home"),
]
