"""The API as one object: the routers in order, the strict parser, one shape for failures, and its description.

`/api/openapi.json` describes everything; there is no page of documentation, because those fetch scripts from elsewhere.
"""

from http import HTTPStatus
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from zhengwu import __version__
from zhengwu.api import ROUTERS, faults
from zhengwu.api.answers import FAILED
from zhengwu.api.asking import SIGNED_IN
from zhengwu.api.parsing import StrictParser

DESCRIPTION = """政务公开与政务服务系统的接口。

Every failure has the shape `Fault`: code, message and advice in Chinese and English, the field concerned, and an id to
quote. Lists are paged by key: pass `next` as `after`. A POST may carry an Idempotency-Key. Under a session's cookie,
unsafe methods need the header X-CSRF-Token; tokens need none."""

FAILURES = (400, 401, 403, 404, 405, 409, 413, 415, 422, 429, FAILED, 503)


class Described(NinjaAPI):
    """An API whose description says of every operation that it may fail in each of these ways."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The description, with the answer of all failures put in where one of them stands for all."""
        schema = super().get_openapi_schema(**options)
        for path in schema["paths"].values():
            for operation in path.values():
                fault = operation["responses"].pop(FAILED)
                operation["responses"] |= {one: fault | {"description": HTTPStatus(one).phrase} for one in FAILURES}
        return schema


def opened() -> NinjaAPI:
    """The API with all its routers."""
    api = Described(
        title="Zhengwu 政务",
        version=__version__,
        description=DESCRIPTION,
        docs_url=None,
        auth=SIGNED_IN,
        parser=StrictParser(),
        urls_namespace="api",
    )
    for router in ROUTERS:
        api.add_router("", f"{router}.router", tags=[router.rpartition(".")[2]])
    faults.install(api)
    return api


api = opened()
