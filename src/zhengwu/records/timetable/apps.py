"""The Django app `timetable`."""

from django.apps import AppConfig


class Timetable(AppConfig):
    """Tells Django where the models of `timetable` are."""

    name = "zhengwu.records.timetable"
    label = "timetable"
