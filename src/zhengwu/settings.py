"""How this installation runs, read from the environment and from nowhere else.

ZHENGWU_MODE: `production` (default), `demo` or `test`. ZHENGWU_HOME: the folder of database and files, or `./var`.
DATABASE_URL: SQLite in ZHENGWU_HOME if unset. ZHENGWU_SECRET_KEY signs; ZHENGWU_SEAL_KEY seals personal data, as
`name:base64[,older:base64…]` of 32 bytes each, the first one writing. ZHENGWU_HOSTS: host names, separated by commas.
ZHENGWU_PROXIES: addresses of proxies that are believed. ZHENGWU_HTTPS: `off` where there is no TLS at all. Production
does not start with secrets that are missing, short or guessed. ZHENGWU_SECOND_FACTOR: posts whose holders need more
than a password, such as `leader,administrator`. ZHENGWU_OIDC_ISSUER, _CLIENT_ID, _CLIENT_SECRET, _NAME: the identity
service by which staff may sign in; ZHENGWU_CITIZEN_OIDC_… the one by which applicants may prove who they are.
ZHENGWU_SITE: the address of this installation, as messages link to it. ZHENGWU_MAIL, _SMS and _WECHAT: how messages
leave; a demonstration shows what it would send by all three (docs/guides/notifications.md). ZHENGWU_MAIL_TO and
ZHENGWU_WEBHOOK: who beyond the people is told of each step that has a letter; ZHENGWU_WEBHOOKS: a file of several
systems with their addresses and secrets. With none of them it is not put down.
ZHENGWU_SUBMISSIONS: how many requests one address may hand in within an hour, 60 if unset; 0: no limit.
ZHENGWU_SEARCHES: how often one address may search within a minute, in each process, 300 if unset; 0: no limit.
ZHENGWU_SEALS, _SEALS_TOKEN and _SEALS_ANCHORS: the accredited service for electronic seals, what it is asked with, and
the folder of certificates (DER) that are believed (docs/guides/licences.md).
ZHENGWU_CLAMD: the socket of clamd (`/path` or `host:port`); with it nothing is published that it has not scanned.
"""

import base64
import binascii
import os
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import dj_database_url

CANNOT_START = 78  # EX_CONFIG of sysexits
SECRET_LENGTH = 40
SECRET_VARIETY = 12  # different characters in a secret that nobody typed
SEAL_BYTES = 32
MODES = ("production", "demo", "test")


def refuse(sentence: str, gloss: str) -> NoReturn:
    """Ends the process with a sentence in both languages; there is no stack trace to read around."""
    sys.stderr.write(f"zhengwu: {sentence}\nzhengwu: {gloss}\n")
    raise SystemExit(CANNOT_START)


def seal_keys(text: str) -> dict[str, bytes]:
    """The seal keys by name, in the order written. Raises ValueError where the text is no list of keys."""
    keys: dict[str, bytes] = {}
    for part in text.split(","):
        name, _, encoded = part.strip().partition(":")
        key = base64.b64decode(encoded, validate=True)
        if not name.isalnum() or len(name) > 8 or len(key) != SEAL_BYTES or len(set(key)) < SECRET_VARIETY:
            raise ValueError(name)
        keys[name] = key
    return keys


def _fresh(name: str) -> str:
    if name == "ZHENGWU_SECRET_KEY":
        return secrets.token_urlsafe(48)
    return "k1:" + base64.b64encode(secrets.token_bytes(SEAL_BYTES)).decode()


def _kept(name: str) -> str:
    """A secret of a demonstration: made once, kept in its home, readable by its owner only."""
    path = HOME / name.lower()
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(_fresh(name))
    return path.read_text(encoding="ascii")


def _secret(name: str) -> str:
    given = os.environ.get(name, "").strip()
    if given:
        return given
    if MODE == "demo":
        return _kept(name)
    if MODE == "test":
        return _fresh(name)
    refuse(
        f"没有设置 {name}，正式环境不能启动。请先生成：zhengwu keys",
        f"{name} is not set, so production does not start. Make one with: zhengwu keys",
    )


def _signing_key() -> str:
    key = _secret("ZHENGWU_SECRET_KEY")
    if len(key) < SECRET_LENGTH or len(set(key)) < SECRET_VARIETY:
        refuse(
            f"ZHENGWU_SECRET_KEY 太短或太简单（至少 {SECRET_LENGTH} 个随机字符），不能启动。",
            f"ZHENGWU_SECRET_KEY is too short or too simple (at least {SECRET_LENGTH} random characters).",
        )
    return key


def _seal_keys() -> dict[str, bytes]:
    try:
        return seal_keys(_secret("ZHENGWU_SEAL_KEY"))
    except (ValueError, binascii.Error):
        refuse(
            "ZHENGWU_SEAL_KEY 格式不对：应为“名称:Base64”，每个密钥为 32 个随机字节，多个用逗号分开。",
            "ZHENGWU_SEAL_KEY is wrong: `name:base64` of 32 random bytes each, separated by commas.",
        )


def _database() -> dict[str, Any]:
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{HOME / 'zhengwu.sqlite3'}"
    try:
        found: dict[str, Any] = dict(dj_database_url.parse(url))
    except ValueError:
        refuse("DATABASE_URL 无法识别。", "DATABASE_URL cannot be understood.")
    # Ours are Django's engines with a queue of writers, and with a look at the connection that costs no round trip.
    found["ENGINE"] = found["ENGINE"].replace("django.db.backends", "zhengwu.records.engines")
    if found["ENGINE"].endswith("sqlite3"):
        found["CONN_MAX_AGE"] = None
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",  # a reader that writes afterwards never fails half-way
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-65536;"
            "PRAGMA mmap_size=268435456;PRAGMA temp_store=MEMORY;PRAGMA journal_size_limit=67108864",
        }
    else:
        found["CONN_MAX_AGE"] = 600  # a connection belongs to a thread of the server, and there are few of them
        found["CONN_HEALTH_CHECKS"] = True
    return found


def _provider(prefix: str) -> dict[str, str] | None:
    """An OpenID Connect provider: issuer, client_id, client_secret, name, and claims that tell name and number."""
    keys = {"issuer": "", "client_id": "", "client_secret": "", "name": "", "name_claim": "name", "number_claim": ""}
    found = {key: os.environ.get(f"{prefix}_{key.upper()}", "").strip() or usual for key, usual in keys.items()}
    if not found["issuer"]:
        return None
    safe = found["issuer"].startswith(("https://", "http://127.0.0.1:", "http://localhost:"))
    if not safe or not all(found[key] for key in ("client_id", "client_secret", "name")):
        refuse(
            f"{prefix}_ISSUER 须为 https 地址，并须同时设置 {prefix}_CLIENT_ID、_CLIENT_SECRET 和 _NAME。",
            f"{prefix}_ISSUER must be an https address, and {prefix}_CLIENT_ID, _CLIENT_SECRET and _NAME be set too.",
        )
    return found


def _seals() -> dict[str, Any] | None:
    """The service for electronic seals: its address, its token, and the certificates that are believed."""
    address = os.environ.get("ZHENGWU_SEALS", "").strip().rstrip("/")
    if not address:
        return None
    token = os.environ.get("ZHENGWU_SEALS_TOKEN", "").strip()
    folder = os.environ.get("ZHENGWU_SEALS_ANCHORS", "").strip()
    anchors = [path.read_bytes() for path in sorted(Path(folder).glob("*.der"))] if folder else []
    if not address.startswith(("https://", "http://127.0.0.1:")) or not token or not anchors:
        refuse(
            "ZHENGWU_SEALS 须为 https 地址，并须设置 ZHENGWU_SEALS_TOKEN 和放有根证书的 ZHENGWU_SEALS_ANCHORS。",
            "ZHENGWU_SEALS is an https address; _TOKEN and _ANCHORS, a folder of certificates (.der), must be set too.",
        )
    return {"address": address, "token": token, "anchors": anchors}


def hears(environment: Mapping[str, str]) -> bool:
    """Whether a mailbox of the office or another system is told what happens; a demonstration logs it, tests look."""
    by_mail = environment.get("ZHENGWU_MAIL") and environment.get("ZHENGWU_MAIL_TO")
    told = by_mail or environment.get("ZHENGWU_WEBHOOK") or environment.get("ZHENGWU_WEBHOOKS")
    return bool(told) or environment.get("ZHENGWU_MODE") in ("demo", "test")


MODE = os.environ.get("ZHENGWU_MODE", "production")
if MODE not in MODES:
    refuse(f"ZHENGWU_MODE 只能是 {'、'.join(MODES)}。", f"ZHENGWU_MODE is one of {', '.join(MODES)}.")
HOME = Path(os.environ.get("ZHENGWU_HOME") or "var").absolute()
try:
    HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
except OSError as error:
    refuse(f"无法使用目录 {HOME}（{error.strerror}）。", f"Cannot use the folder {HOME} ({error.strerror}).")

DEBUG = False
SECRET_KEY = _signing_key()
SEAL_KEYS = _seal_keys()
HTTPS = os.environ.get("ZHENGWU_HTTPS", "on" if MODE == "production" else "off") != "off"
LOCAL_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = [name.strip() for name in os.environ.get("ZHENGWU_HOSTS", "").split(",") if name.strip()] + LOCAL_HOSTS
_SUBMISSIONS = os.environ.get("ZHENGWU_SUBMISSIONS", "60").strip()
if not _SUBMISSIONS.isdecimal():
    refuse("ZHENGWU_SUBMISSIONS 应为整数。", "ZHENGWU_SUBMISSIONS is a whole number.")
SUBMISSIONS_AN_HOUR = int(_SUBMISSIONS)
_SEARCHES = os.environ.get("ZHENGWU_SEARCHES", "300").strip()
if not _SEARCHES.isdecimal():
    refuse("ZHENGWU_SEARCHES 应为整数。", "ZHENGWU_SEARCHES is a whole number.")
SEARCHES_A_MINUTE = int(_SEARCHES)
TRUSTED_PROXIES = [name.strip() for name in os.environ.get("ZHENGWU_PROXIES", "").split(",") if name.strip()]

ROOT_URLCONF = "zhengwu.urls"
WSGI_APPLICATION = "zhengwu.wsgi.application"
# One app a noun; its label is the last part.
INSTALLED_APPS = [
    "zhengwu.records.organs",
    "zhengwu.records.people",
    "zhengwu.records.journal",
    "zhengwu.records.outbox",
    "zhengwu.records.cases",
    "zhengwu.records.timetable",
    "zhengwu.records.reports",
    "zhengwu.records.documents",
    "zhengwu.records.letters",
    "zhengwu.records.keeping",
    "zhengwu.records.drafts",
    "zhengwu.records.notices",
    "zhengwu.records.findable",
    "zhengwu.records.filters",
    "zhengwu.records.batches",
    "zhengwu.records.unfinished",
    "zhengwu.records.former",
    "zhengwu.records.publications",
    "zhengwu.records.library",
    "zhengwu.records.items",
    "zhengwu.records.licences",
    "zhengwu.records.bundles",
    "zhengwu.records.approvals",
]
MIDDLEWARE = ["zhengwu.api.frame.counter"]
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES: list[dict[str, Any]] = []
# The templates of the screens, in the order in which they are looked for; see `zhengwu.ui.environment`.
TEMPLATE_FOLDERS = [str(Path(__file__).parent / place / "templates") for place in ("ui", "portal", "workbench")]

AUTH_USER_MODEL = "people.Person"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True


SESSION_COOKIE_SECURE = HTTPS

SESSION_COOKIE_NAME = "zhengwu_session"
SESSION_HOURS = 12
SECOND_FACTOR_POSTS = frozenset(
    post.strip() for post in os.environ.get("ZHENGWU_SECOND_FACTOR", "").split(",") if post.strip()
)
STAFF_PROVIDER = _provider("ZHENGWU_OIDC")
CITIZEN_PROVIDER = _provider("ZHENGWU_CITIZEN_OIDC")
SITE = (os.environ.get("ZHENGWU_SITE") or f"http{'s' if HTTPS else ''}://{ALLOWED_HOSTS[0]}").rstrip("/")
MESSAGES = tuple(
    way for way in ("mail", "sms", "wechat") if MODE == "demo" or os.environ.get(f"ZHENGWU_{way.upper()}", "").strip()
)
# Kinds of effects that are not put down, since nobody would send them. Reminders are: they also say what was said.
UNHEARD = frozenset() if hears(os.environ) else frozenset({"case.step"})
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440  # of a body that is no file
FILE_UPLOAD_TEMP_DIR = None
SEALS = _seals()
CLAMD = os.environ.get("ZHENGWU_CLAMD", "").strip()
BACKUP_DAYS = int(os.environ.get("ZHENGWU_BACKUP_DAYS") or 2)  # a backup older than this is a warning
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"err": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["err"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["err"], "level": "ERROR", "propagate": False}},
}
