"""The addresses of the administration, below /desk/administration/, one line each."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
