"""The settings of every Heard process, from the environment. docs/reference/settings.md lists the variables."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO

from heard.config.secret import secret_key
from heard.kernel.engine import database_url_parts


def _flag(name: str, *, default: bool = False) -> bool:
    return os.environ.get(name, "yes" if default else "no").lower() in {"1", "true", "yes", "on"}


def _list(name: str) -> list[str]:
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


PACKAGE = Path(__file__).resolve().parent.parent
HEARD_DATA = Path(os.environ.get("HEARD_DATA", Path.home() / ".local/share/heard")).expanduser().resolve()
HEARD_DEMO = _flag("HEARD_DEMO")
# A copy for training (`heard sandbox build` marks its data folder): nothing is sent from there, whatever is set below.
HEARD_TRAINING_MARK = HEARD_DATA / "training"
HEARD_TRAINING = _flag("HEARD_TRAINING") or HEARD_TRAINING_MARK.is_file()

DEBUG = _flag("HEARD_DEBUG")
SECRET_KEY = secret_key(HEARD_DATA)
SECRET_KEY_FALLBACKS = _list("HEARD_SECRET_KEY_FALLBACKS")
HEARD_URL = os.environ.get("HEARD_URL", "http://127.0.0.1:8000").rstrip("/")
_HTTPS = HEARD_URL.startswith("https://")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", urlsplit(HEARD_URL).hostname or "localhost", *_list("HEARD_HOSTS")]
CSRF_TRUSTED_ORIGINS = [HEARD_URL]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "django_htmx",
    "procrastinate.contrib.django",
    "heard.kernel",
    "heard.domain.journal",
    "heard.domain.vault",
    "heard.domain.teams",
    "heard.domain.places",
    "heard.domain.assets",
    "heard.domain.questions",
    "heard.domain.workflows",
    "heard.domain.catalogue",
    "heard.domain.people",
    "heard.domain.consent",
    "heard.domain.privacy",
    "heard.domain.knowledge",
    "heard.domain.cases",
    "heard.domain.routing",
    "heard.domain.conversations",
    "heard.domain.segments",
    "heard.domain.automation",
    "heard.domain.imports",
    "heard.domain.configuration",
    "heard.jobs",
    "heard.web.ui",
    "heard.web.portal",
    "heard.web.desk",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "heard.web.ui.safety.SafetyMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "heard.web.ui.whole_pages.WholePagesStayWhole",
    "heard.web.ui.errors.HeardErrorMiddleware",
]

ROOT_URLCONF = "heard.config.urls"
WSGI_APPLICATION = "heard.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "teams.Staff"
LOGIN_URL = "/desk/sign-in/"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/desk/sign-in/"
FORM_RENDERER = "heard.web.ui.forms.GovukRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "heard.web.ui.context.council",
            ],
            "builtins": ["django.templatetags.i18n", "heard.web.ui.templatetags.ui_tags"],
        },
    }
]


def _database() -> dict[str, object]:
    """The council's own PostgreSQL by HEARD_DATABASE_URL, otherwise the embedded one of the data folder."""
    base: dict[str, object] = {"ENGINE": "django.db.backends.postgresql", "CONN_HEALTH_CHECKS": True}
    options: dict[str, object] = {}
    if url := os.environ.get("HEARD_DATABASE_URL"):
        parts = urlsplit(url)
        base |= {
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": parts.port or "",
        }
        options |= dict(parse_qsl(parts.query))
    else:
        base |= database_url_parts(HEARD_DATA)
    if _flag("HEARD_DATABASE_POOL"):  # the web's threads share a pool; commands and workers keep one connection each
        options["pool"] = {
            "min_size": 1,
            "max_size": int(os.environ.get("HEARD_DATABASE_POOL_SIZE", "8")),
            "timeout": 10,
        }
    else:
        base["CONN_MAX_AGE"] = None
    return base | {"OPTIONS": options}


DATABASES = {"default": _database()}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SAMESITE = "Lax"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# A photo of 25 MB is refused with a sentence by the form; the request as a whole may be a little larger.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if _HTTPS else 0
HEARD_BEHIND_PROXY = _flag("HEARD_BEHIND_PROXY")  # our own: what it says of client and scheme is believed
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HEARD_BEHIND_PROXY else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = ("__Host-session", "__Host-csrf") if _HTTPS else ("session", "csrf")
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "heard.web.ui.errors.csrf_failed"
X_FRAME_OPTIONS = "DENY"

# Live events come from a process of their own: behind a proxy at /live/ of this origin, otherwise on the next port.
HEARD_LIVE_URL = os.environ.get("HEARD_LIVE_URL", "")
HEARD_LIVE_PORT = int(os.environ.get("HEARD_LIVE_PORT", (urlsplit(HEARD_URL).port or 8000) + 1))


def _live_origins() -> list[str]:
    """Where a page of ours may listen: nowhere but on our own hosts."""
    if HEARD_LIVE_URL:
        return ["{0.scheme}://{0.netloc}".format(urlsplit(HEARD_LIVE_URL))]
    names = {f"*{host}" if host.startswith(".") else host for host in ALLOWED_HOSTS if not host.startswith("[")}
    return [f"{'https' if _HTTPS else 'http'}://{name}:{HEARD_LIVE_PORT}" for name in sorted(names)]


# Raster tiles for maps, e.g. https://tile.example.org/{z}/{x}/{y}.png; empty: council areas from our own data only.
HEARD_TILES = os.environ.get("HEARD_TILES", "")
HEARD_TILES_CREDIT = os.environ.get("HEARD_TILES_CREDIT", "")  # whom to name on the map, as the tiles' licence asks
_TILE_ORIGIN = ["{0.scheme}://{0.netloc}".format(urlsplit(HEARD_TILES))] if HEARD_TILES else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:", *_TILE_ORIGIN],
        "connect-src": [SELF, *_TILE_ORIGIN, *_live_origins()],
        "worker-src": [SELF, "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = os.environ.get("HEARD_LANGUAGE", "en-gb")
LANGUAGES = [("en", "English")]  # only what is translated: another one comes with its catalogue in locale/
# What residents may prefer to be written to in: staff see it, whether or not the pages are translated.
HEARD_SPOKEN_LANGUAGES = [
    (code, LANG_INFO[code]["name_local"]) for code in (_list("HEARD_SPOKEN_LANGUAGES") or ["en", "es"])
]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("HEARD_TIME_ZONE", "UTC")  # how times are shown; storage is UTC

STATIC_URL = "/static/"
STATIC_ROOT = HEARD_DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or _flag("HEARD_PLAIN_STATIC")
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Mail out: smtp://user:password@host:587?starttls=1, or demo: (kept and shown in the app, never sent).
HEARD_MAIL_URL = "demo:" if HEARD_TRAINING else os.environ.get("HEARD_MAIL_URL", "demo:")
HEARD_MAIL_DOMAIN = os.environ.get("HEARD_MAIL_DOMAIN", "heard.localhost")
HEARD_MAIL_FROM = os.environ.get("HEARD_MAIL_FROM", f"council@{HEARD_MAIL_DOMAIN}")
# Mail in: where the listener listens, and whose Authentication-Results are believed (the council's own mail exchanger).
HEARD_MAIL_LISTEN = os.environ.get("HEARD_MAIL_LISTEN", "127.0.0.1:8025")
HEARD_MAIL_LISTEN_LMTP = _flag("HEARD_MAIL_LISTEN_LMTP")

# Where phone numbers without a country code belong (ISO 3166-1).
HEARD_REGION = os.environ.get("HEARD_REGION", "US")
HEARD_REPORTS_PER_HOUR = int(os.environ.get("HEARD_REPORTS_PER_HOUR", "60"))  # from one client address

# Rights of residents over their data: days to answer, days an extension adds, days a copy is kept for fetching.
HEARD_RIGHTS_DAYS = int(os.environ.get("HEARD_RIGHTS_DAYS", "30"))
HEARD_RIGHTS_EXTENSION_DAYS = int(os.environ.get("HEARD_RIGHTS_EXTENSION_DAYS", "60"))
HEARD_COPY_DAYS = int(os.environ.get("HEARD_COPY_DAYS", "7"))

HEARD_COUNCIL = {
    "name": os.environ.get("HEARD_COUNCIL_NAME", "Your council"),
    "colour": os.environ.get("HEARD_COUNCIL_COLOUR", ""),
    "phone": os.environ.get("HEARD_COUNCIL_PHONE", ""),
    "reference_prefix": os.environ.get("HEARD_REFERENCE_PREFIX", "HRD"),
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_tokens": {"()": "heard.kernel.logs.WithoutTokens"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_tokens"]}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("HEARD_LOG_LEVEL", "INFO")},
    "loggers": {
        "procrastinate": {"level": "WARNING"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "fontTools": {"level": "WARNING"},  # names the letters that a document needs
        "fpdf": {"level": "ERROR"},
    },
}

# The jobs' modules; the queue knows their tasks by name.
PROCRASTINATE_IMPORT_PATHS = [
    "heard.jobs.receive_message",
    "heard.jobs.deliver_message",
    "heard.jobs.recompute_deadlines",
    "heard.jobs.export_person",
    "heard.jobs.rights",
    "heard.jobs.send_optional_message",
    "heard.jobs.keep_records",
    "heard.jobs.automations",
    "heard.jobs.run_import",
    "heard.jobs.upkeep",
]

# Where the actions of automations are found, one file each: see docs/how-to/automate.md.
HEARD_STEPS = ["heard.flows.automations.steps"]

# What keeps the council key, under which every person's key is wrapped: docs/reference/vault.md. Without it the
# database holds no names: keep it, and its backups, apart from the database's.
HEARD_KEY_FILE = os.environ.get("HEARD_KEY_FILE") or str(HEARD_DATA / "keys" / "council.key")
_FORGOTTEN_FILE = os.environ.get("HEARD_FORGOTTEN_FILE") or str(HEARD_DATA / "keys" / "forgotten.json")
HEARD_KEYS: dict[str, dict[str, str]] = {
    "council": {
        "adapter": "heard.adapters.keys.environment.EnvironmentKey",
        "keys": os.environ["HEARD_COUNCIL_KEY"],
        "forgotten_file": _FORGOTTEN_FILE,
    }
    if os.environ.get("HEARD_COUNCIL_KEY")
    else {"adapter": "heard.adapters.keys.key_file.KeyFile", "path": HEARD_KEY_FILE},
}

# What connects Heard to the outside, by name: see docs/how-to/add-a-channel.md.
HEARD_CHANNELS = {
    "email": {
        "adapter": "heard.adapters.channels.email.EmailChannel",
        "url": HEARD_MAIL_URL,
        "domain": HEARD_MAIL_DOMAIN,
        "trusted_exchangers": _list("HEARD_MAIL_TRUSTED_AUTHSERV"),
    },
}
# How automations tell other systems. Their addresses must be public, save those named here ("host:port", plain HTTP).
HEARD_HOOKS = {
    "https": {"adapter": "heard.adapters.hooks.demo.DemoHooks"}
    if HEARD_DEMO or HEARD_TRAINING
    else {"adapter": "heard.adapters.hooks.https.HttpsHooks", "private": _list("HEARD_HOOKS_PRIVATE")},
}
