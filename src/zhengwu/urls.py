"""The addresses of the house: the API below /api/, and /healthz for those who watch it."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
