"""How the house starts, in processes of its own: what it refuses, and what it says."""

import base64
import os
import secrets
import subprocess
import sys

import pytest

GOOD = {
    "ZHENGWU_SECRET_KEY": secrets.token_urlsafe(48),
    "ZHENGWU_SEAL_KEY": "k1:" + base64.b64encode(secrets.token_bytes(32)).decode(),
}
SAY = "import zhengwu.settings as s; print(s.MODE, s.PASSWORD_HASHERS[0].split('.')[-1], s.HTTPS, list(s.SEAL_KEYS))"


def start(home, say=SAY, **environment):
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("ZHENGWU", "DATABASE", "DJANGO"))
    }
    return subprocess.run(
        [sys.executable, "-c", say],
        env={**clean, "ZHENGWU_HOME": str(home), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_works(tmp_path):
    assert start(tmp_path, **GOOD).stdout.split() == ["production", "Argon2PasswordHasher", "True", "['k1']"]


BAD = [
    ({"ZHENGWU_SECRET_KEY": ""}, "ZHENGWU_SECRET_KEY"),
    ({"ZHENGWU_SECRET_KEY": "short"}, "ZHENGWU_SECRET_KEY"),
    ({"ZHENGWU_SECRET_KEY": "change-me" * 10}, "ZHENGWU_SECRET_KEY"),
    ({"ZHENGWU_SEAL_KEY": ""}, "ZHENGWU_SEAL_KEY"),
    ({"ZHENGWU_SEAL_KEY": "k1:abc"}, "ZHENGWU_SEAL_KEY"),
    ({"ZHENGWU_SEAL_KEY": "k1:" + base64.b64encode(bytes(32)).decode()}, "ZHENGWU_SEAL_KEY"),
    ({"ZHENGWU_SEAL_KEY": base64.b64encode(bytes(range(32))).decode()}, "ZHENGWU_SEAL_KEY"),
    ({"ZHENGWU_MODE": "debug"}, "ZHENGWU_MODE"),
    ({"DATABASE_URL": "mystery://x"}, "DATABASE_URL"),
    ({"ZHENGWU_HOME": "/proc/nowhere"}, "/proc/nowhere"),
    ({"ZHENGWU_OIDC_ISSUER": "http://id.example"}, "ZHENGWU_OIDC_ISSUER"),
    ({"ZHENGWU_OIDC_ISSUER": "https://id.example", "ZHENGWU_OIDC_CLIENT_ID": "x"}, "ZHENGWU_OIDC_CLIENT_ID"),
    ({"ZHENGWU_CITIZEN_OIDC_ISSUER": "https://id.example"}, "ZHENGWU_CITIZEN_OIDC_CLIENT_ID"),
]


@pytest.mark.parametrize(("change", "named"), BAD, ids=lambda value: str(value)[:40])
def test_it_refuses_to_start_and_says_why(tmp_path, change, named):
    result = start(tmp_path, **{**GOOD, **change})
    assert result.returncode == 78
    assert "Traceback" not in result.stderr
    chinese, english = result.stderr.splitlines()
    assert named in chinese
    assert named in english
    assert any("一" <= sign <= "鿿" for sign in chinese)


def test_a_demonstration_keeps_its_own_secrets(tmp_path):
    say = "import zhengwu.settings as s; print(s.SECRET_KEY, s.SEAL_KEYS)"
    first, second = (start(tmp_path / "home", say, ZHENGWU_MODE="demo") for _ in range(2))
    assert first.stdout == second.stdout != ""
    assert first.stdout != start(tmp_path / "other", say, ZHENGWU_MODE="demo").stdout
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "home").iterdir()} == {0o600}


def test_a_post_that_does_not_exist_cannot_ask_for_a_second_factor(tmp_path):
    loaded = "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'zhengwu.settings'; import django; django.setup()"
    assert start(tmp_path, loaded, **GOOD, ZHENGWU_SECOND_FACTOR="leader, administrator").returncode == 0
    refused = start(tmp_path, loaded, **GOOD, ZHENGWU_SECOND_FACTOR="leader,boss")
    assert refused.returncode == 78
    assert "boss" in refused.stderr
    assert "Traceback" not in refused.stderr
