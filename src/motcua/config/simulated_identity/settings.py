"""Django's settings of the simulated provider, read from what the command that starts it puts into the environment."""

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key

from motcua.config.embedded import embedded_database, use_sound_sqlite

use_sound_sqlite()

DATA = Path(os.environ.get("MOTCUA_IDENTITY_DATA", "var/identity")).resolve()
KEYS = Path(os.environ.get("MOTCUA_KEYS", DATA / "keys")).resolve()
SECRET_KEY = get_random_secret_key()
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "motcua.ui",
    "motcua.config.simulated_identity",
    "allauth",
    "allauth.account",
    "allauth.idp.oidc",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "motcua.config.language.vietnamese_first",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "motcua.config.simulated_identity.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
DATABASES = {"default": embedded_database(DATA / "identity.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOGIN_URL = "account_login"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "simulated_session", "simulated_csrf"  # cookies know no ports
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [Path(__file__).parent.parent.parent / "ui" / "locale"]
USE_TZ = True
STATIC_URL = "/static/"
STATICFILES_DIRS = [Path(__file__).parent.parent.parent / "ui" / "built"]
WHITENOISE_USE_FINDERS = True
IDP_OIDC_ADAPTER = "motcua.config.simulated_identity.adapter.SimulatedAdapter"
IDP_OIDC_RATE_LIMITS = False
IDP_OIDC_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]  # a client proves itself
IDP_OIDC_AUTHORIZATION_CODE_EXPIRES_IN = 60
IDP_OIDC_ACCESS_TOKEN_EXPIRES_IN = 60  # used once, at once
