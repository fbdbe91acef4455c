"""The app of the licences."""

from django.apps import AppConfig


class LicencesConfig(AppConfig):
    """Kinds of licences, licences, copies, electronic seals."""

    name = "zhengwu.records.licences"
    label = "licences"
