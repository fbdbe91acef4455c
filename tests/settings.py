"""Settings of the tests: a home of its own, and PostgreSQL where ZHENGWU_TEST_DATABASE names one."""

import os
import tempfile
from pathlib import Path

os.environ["ZHENGWU_MODE"] = "test"
os.environ["ZHENGWU_HOME"] = str(Path(tempfile.gettempdir()) / f"zhengwu-tests-{os.getuid()}")
os.environ["DATABASE_URL"] = os.environ.get("ZHENGWU_TEST_DATABASE", "")

from zhengwu.settings import *  # noqa: F403
from zhengwu.settings import DATABASES, HOME

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: threads share it as they do in production. It need not survive a power cut.
    DATABASES["default"]["TEST"] = {"NAME": str(HOME / f"test-{os.getpid()}.sqlite3")}
    options = DATABASES["default"]["OPTIONS"]
    options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a thousand times quicker; see test_settings
