"""The Django app `people`."""

from django.apps import AppConfig
from django.conf import settings

from zhengwu.records.people.rights import POSTS
from zhengwu.settings import refuse


class People(AppConfig):
    """Tells Django where the models of `people` are."""

    name = "zhengwu.records.people"
    label = "people"

    def ready(self) -> None:
        """Refuses to start where a post that is to have a second factor does not exist: a typing error opens a door."""
        unknown = ", ".join(sorted(settings.SECOND_FACTOR_POSTS - set(POSTS)))
        if unknown:
            refuse(
                f"ZHENGWU_SECOND_FACTOR 中没有这些岗位：{unknown}。可用：{', '.join(POSTS)}",
                f"ZHENGWU_SECOND_FACTOR names posts that do not exist: {unknown}. There are {', '.join(POSTS)}.",
            )
