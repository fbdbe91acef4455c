"""The WSGI application: what granian or gunicorn loads, as `zhengwu.wsgi:application`."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhengwu.settings")
django = get_wsgi_application()

from zhengwu.front import remembering  # noqa: E402 - it needs the settings

application = remembering(django)
get_resolver().url_patterns  # noqa: B018 - loaded now, so that the first request need not wait
gc.collect()
gc.freeze()  # what is loaded stays; collections need not walk it
