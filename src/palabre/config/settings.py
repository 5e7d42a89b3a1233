"""Settings. What an installation decides comes from the environment; `docs/operators.md` lists it all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from palabre.config.secret import secret_key
from palabre.kit.languages import INTERFACE, name_of

PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("PALABRE_DATA", "var")).resolve()

DEBUG = False
DEMO = os.environ.get("PALABRE_DEMO") == "1"
SECRET_KEY = os.environ.get("PALABRE_SECRET_KEY") or secret_key(DATA)
# The host is checked against the communities themselves (`communities.middleware`); an unknown one is 404.
ALLOWED_HOSTS = ["*"]
BASE_HOST = os.environ.get("PALABRE_BASE_HOST", "localhost").lower()
PUBLIC_SCHEME = os.environ.get("PALABRE_SCHEME", "http" if BASE_HOST == "localhost" else "https")
PUBLIC_PORT = os.environ.get("PALABRE_PORT", "")
NETWORK_NAME = os.environ.get("PALABRE_NETWORK_NAME", "Meridian")
ROOT_URLCONF = "palabre.config.urls.network"
COMMUNITY_URLCONF = "palabre.config.urls.community"
WSGI_APPLICATION = "palabre.config.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "palabre.people",  # before allauth, whose pages it shows in its own frame
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "palabre.kit",
    "palabre.chronicle",
    "palabre.mail",
    "palabre.communities",
    "palabre.places",
    "palabre.moderation",
    "palabre.dialogues",
    "palabre.network",
    "palabre.initiatives",
    "palabre.newsroom",
    "palabre.letters",
    "palabre.insights",
    "palabre.portal",
    "palabre.exchange",
    "palabre.config",
]

MIDDLEWARE = [
    "palabre.kit.delivery.compression.CompressionMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "palabre.kit.delivery.middleware.AddressMiddleware",
    "palabre.kit.delivery.middleware.DeliveryMiddleware",
    "palabre.communities.middleware.HostMiddleware",
    "palabre.kit.origin.SameOriginMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "palabre.people.middleware.HostBoundSessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "palabre.communities.middleware.CommunityMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "palabre.portal.navigation.navigation",
            ],
            "builtins": ["django.templatetags.i18n", "palabre.kit.templatetags.palabre"],
        },
    }
]

# Databases: the app role serves; the owner migrates, backs up and bulk-loads; the direct connection goes past
# a pooler such as PgBouncer, for listeners and workers.


def database(address: str) -> dict[str, Any]:
    """Django's settings for a `postgresql://` address; `?host=/folder` names a socket's folder."""
    parts = urlsplit(address)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": options.pop("port", str(parts.port or "")),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # PgBouncer in transaction mode keeps no cursor from one statement to the next.
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }


APP_URL = os.environ.get("DATABASE_URL", "postgresql://palabre_app@localhost/palabre")
OWNER_URL = os.environ.get("DATABASE_OWNER_URL", APP_URL)
DIRECT_URL = os.environ.get("DATABASE_DIRECT_URL", APP_URL)
DATABASES = {
    "default": database(
        {"owner": OWNER_URL, "direct": DIRECT_URL}.get(os.environ.get("PALABRE_AS", ""), APP_URL)
    )
}
# Where the processes that keep pages listen for changes.
LISTENER_DATABASE = database(DIRECT_URL)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kit_cache",
        # Limits on sign-in are counted here: Django's default of 300 entries would let a flood push them out.
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 90
SESSION_COOKIE_SECURE = PUBLIC_SCHEME == "https"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "palabre_session"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/me/"

ACCOUNT_ADAPTER = "palabre.people.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# Nobody signs up by this form (`people.adapter`); naming a password keeps its field on the form to sign in.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_UNIQUE_EMAIL = True
# How often a thing may be done (`people.counts`): per person, per address of the network (which a whole cyber café or
# village may share), per community, and per what it is about (an e-mail address).
LIMITS = {
    "ask_code": {"address": "60/h", "about": "10/h", "community": "5000/h"},
    "give_code": {"address": "120/h", "community": "10000/h"},
    "post": {"person": "300/h", "address": "1500/h", "community": "10000/h"},
    "carry": {"person": "120/h", "address": "600/h", "community": "5000/h"},
    "gloss": {"person": "120/h", "address": "600/h", "community": "5000/h"},
    # Resources for a shelf, initiatives, that one still goes on.
    "send_in": {"person": "30/h", "address": "300/h", "community": "2000/h"},
    # Stories, their versions and photographs, answers to what an editor asks for.
    "file": {"person": "120/h", "address": "600/h", "community": "5000/h"},
    "appeal": {"person": "20/h", "address": "200/h", "community": "1000/h"},
    # Hosts, moderators, editors, managers. No figure for the community: nobody else may use up what a desk needs.
    "desk": {"person": "600/h", "address": "3000/h"},
    "proof": {"address": "1500/h", "community": "20000/h"},
    "flag": {"person": "60/h", "address": "300/h", "community": "3000/h"},
    "search": {"person": "60/m", "address": "300/m", "community": "3000/m"},
    "invite": {"person": "100/h", "address": "300/h", "community": "200/h"},
    "join": {"person": "20/h", "address": "300/h", "community": "3000/h"},
    "profile": {"person": "60/h", "address": "600/h", "community": "5000/h"},
    "receipt": {"address": "20/h", "community": "1000/h"},
    "export": {"person": "5/d", "address": "60/d"},
    "erase": {"person": "10/h", "address": "60/h"},
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if os.environ.get("PALABRE_BEHIND_PROXY") == "1" else 0
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "authenticate": "palabre.people.forms.SecondProofForm",
    "reauthenticate": "palabre.people.forms.SecondProofAgainForm",
    "activate_totp": "palabre.people.forms.FirstCodeForm",
}
MFA_TOTP_ISSUER = NETWORK_NAME
USERSESSIONS_TRACK_ACTIVITY = False

USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [(tag, name_of(tag, tag)) for tag in INTERFACE]
LOCALE_PATHS = [PACKAGE / "locale"]

MEDIA_ROOT = DATA / "media"
MEDIA_URL = "/media/"
STATIC_URL = "/static/"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

# Mail: plain SMTP by EMAIL_URL-like variables, a provider by django-anymail; in the demo it stays in the outbox.
EMAIL_BACKEND = os.environ.get(
    "PALABRE_EMAIL_BACKEND",
    "django.core.mail.backends.dummy.EmailBackend" if DEMO else "django.core.mail.backends.smtp.EmailBackend",
)
EMAIL_HOST = os.environ.get("PALABRE_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("PALABRE_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("PALABRE_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("PALABRE_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("PALABRE_SMTP_TLS") == "1"
EMAIL_TIMEOUT = 20
MAIL_DOMAIN = os.environ.get("PALABRE_MAIL_DOMAIN", BASE_HOST)
DEFAULT_FROM_EMAIL = f"no-reply@{MAIL_DOMAIN}"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("PALABRE_BEHIND_PROXY") == "1" else None
)
SILENCED_SYSTEM_CHECKS = [
    "security.W003",  # forms are held to their own origin by `kit.origin` instead of a token
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("PALABRE_LOG", "WARNING")},
}
