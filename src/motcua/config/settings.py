"""Django's settings, read from a few environment variables (docs/operating.md lists them)."""

import os
import secrets
from pathlib import Path

from motcua.config.database import database
from motcua.config.embedded import use_sound_sqlite
from motcua.config.environment import count, host_only, secret
from motcua.config.logs import logging_settings
from motcua.gateways.identity import ways
from motcua.rules.personal_data import retention

use_sound_sqlite()

DATA = Path(os.environ.get("MOTCUA_DATA", "var")).resolve()
KEYS = Path(os.environ.get("MOTCUA_KEYS", DATA / "keys")).resolve()
DEBUG = os.environ.get("MOTCUA_DEBUG", "") == "1"


def _secret() -> str:
    """The signing key: from the environment, else kept in a file only its owner can read."""
    if key := secret("MOTCUA_SECRET_KEY"):
        return key
    kept = DATA / "secret-key"
    if not kept.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return kept.read_text()
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return kept.read_text()


SECRET_KEY = _secret()
ALLOWED_HOSTS = os.environ.get("MOTCUA_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("MOTCUA_ORIGINS", "").split(",") if origin]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # allauth's list of passkeys asks for it
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "motcua.gateways.pace",
    "motcua.journal",
    "motcua.outbox",
    "motcua.organisation",
    "motcua.applicants",
    "motcua.certificates",
    "motcua.catalogue",
    "motcua.dossiers",
    "motcua.proposals",
    "motcua.privacy",
    "motcua.ui",
    "motcua.doors.desk",
    "motcua.doors.portal",
    "motcua.doors.cli",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "motcua.config.address.true_address",
    "motcua.config.headers.safe_headers",
    "motcua.config.gate.gate",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "motcua.config.language.vietnamese_first",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "motcua.config.text_only.TextOnly",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "motcua.doors.desk.time_limits.time_limits",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "motcua.config.urls"
WSGI_APPLICATION = "motcua.config.wsgi.application"
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
            ],
        },
    },
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL"), DATA, secret("MOTCUA_DATABASE_PASSWORD"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisation.Officer"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "motcua.organisation.passwords.GuessableValidator"},
    {
        "NAME": "motcua.organisation.passwords.BreachedValidator",
        "OPTIONS": {"path": os.environ.get("MOTCUA_BREACHED", "")},
    },
]
LOGIN_URL = "desk:sign_in"
LOGIN_REDIRECT_URL = "desk:my_work"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parent.parent / "ui" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [Path(__file__).parent.parent / "ui" / "built"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False  # nobody else builds pages from our files
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = DATA / "files"
UPLOAD_MB = int(os.environ.get("MOTCUA_UPLOAD_MB", "20"))
CLAMD = os.environ.get("MOTCUA_CLAMD", "")
UPLOAD_FILES = 20
REQUEST_MB = 60  # files of one form together
FILE_UPLOAD_HANDLERS = ["motcua.config.uploads.BoundedUploads"]
DATA_UPLOAD_MAX_NUMBER_FILES = UPLOAD_FILES
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # fields of a form, without its files
QUOTA_MB = count("MOTCUA_QUOTA_MB", 2048)
"""Files one official may bring in within a day, together."""
DISK_RESERVE_MB = int(os.environ.get("MOTCUA_DISK_RESERVE_MB", "256"))

KEPT_YEARS = os.environ.get("MOTCUA_KEPT_YEARS", "")
"""Years finished dossiers are kept, by the agency's list of retention periods: `returned=20,withdrawn=5`."""
retention(KEPT_YEARS)  # a wrong value stops the program here

SEAL_ROOTS = os.environ.get("MOTCUA_SEAL_ROOTS", str(KEYS / "seal-roots.pem"))
SEAL_FETCH = os.environ.get("MOTCUA_SEAL_FETCH", "") == "1"
PKCS11_LIBRARY = os.environ.get("MOTCUA_PKCS11_LIBRARY", "")
ADDRESS = os.environ.get("MOTCUA_ADDRESS", "http://127.0.0.1:8000").rstrip("/")

TSA_URL = os.environ.get("MOTCUA_TSA_URL", "")
TSA_ROOTS = os.environ.get("MOTCUA_TSA_ROOTS", str(KEYS / "tsa-roots.pem"))
LOG_ORIGIN = os.environ.get("MOTCUA_LOG_ORIGIN", "motcua.invalid/nhat-ky")
LOG_FILE = DATA / "log" / "heads"
ANCHOR_HOURS = float(os.environ.get("MOTCUA_ANCHOR_HOURS", "4" if TSA_URL else "0"))

CITIZENS, OFFICIALS = "cong-dan", "can-bo"
"""Names of the two ways to the identity provider, in addresses: the public's and the staff's."""
IDENTITY_ISSUER = os.environ.get("MOTCUA_OIDC_ISSUER", "")
IDENTITY_SIMULATED = os.environ.get("MOTCUA_OIDC_SIMULATED", "") == "1"
IDENTITY_CLIENT = os.environ.get("MOTCUA_OIDC_CLIENT", "motcua")
IDENTITY_STRENGTH = os.environ.get("MOTCUA_OIDC_ACR", "")
"""The level of sign-in (`acr`) the provider must vouch for; empty: any."""
MFA = os.environ.get("MOTCUA_MFA", "required")
"""`required`: whoever decides signs in with a second factor; `optional` serves data of a play only."""
if MFA not in ("required", "optional"):
    raise ValueError(f"MOTCUA_MFA must be required or optional, not {MFA!r}")
SESSION_IDLE_HOURS = count("MOTCUA_SESSION_IDLE_HOURS", 8)
SESSION_HOURS = count("MOTCUA_SESSION_HOURS", 12)
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CACHES = {
    "default": {
        # In the database: every process counts the same attempts, and a restart forgets none of them.
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "motcua_counts",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

HTTPS = os.environ.get("MOTCUA_HTTPS", "") == "1"
PROXIES = count("MOTCUA_PROXIES", 0)
"""How many servers of our own stand before this one; each adds the address it was called from to `X-Forwarded-For`."""
LARGEST_REQUEST = (5 * UPLOAD_MB + 4) * 1024 * 1024
"""Bytes of the largest request that is read at all: five of the largest files, or many smaller ones."""
LOOK_UPS = count("MOTCUA_LOOK_UPS", 30)
"""Look-ups a minute from one network address; ten minutes' worth an hour, fifty a day. 0: no limit."""
LOGGING = logging_settings(os.environ.get("MOTCUA_LOG", ""), DEBUG)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS and PROXIES > 0
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked by the proxy itself, without TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
X_FRAME_OPTIONS = "DENY"

SESSION_COOKIE_NAME = host_only("session", HTTPS)
CSRF_COOKIE_NAME = host_only("csrf", HTTPS)
LANGUAGE_COOKIE_NAME = host_only("language", HTTPS)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
MESSAGE_STORAGE = "motcua.config.messages.SignedCookie"  # a session would cost a write per act

ACCOUNT_ADAPTER = "motcua.doors.desk.account.adapter.OfficerAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "desk:sign_in"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",  # a whole office may stand behind one address at half past seven
    "login_failed": "30/m/ip,5/5m/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",  # nosec B105 # a rate
}
ACCOUNT_FORMS = {
    "login": "motcua.doors.desk.account.forms.SignInForm",
    "change_password": "motcua.doors.desk.account.forms.NewPasswordForm",  # nosec B105 # a form
    "reauthenticate": "motcua.doors.desk.account.forms.AgainForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 0  # config.address has already put the true address into REMOTE_ADDR
MFA_ADAPTER = "motcua.doors.desk.account.secrets.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers themselves allow it on this machine only
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "motcua.doors.desk.account.forms.CodeForm",
    "reauthenticate": "motcua.doors.desk.account.forms.AgainByCodeForm",
    "activate_totp": "motcua.doors.desk.account.forms.AppForm",
    "add_webauthn": "motcua.doors.desk.account.forms.PasskeyForm",
}
SOCIALACCOUNT_ADAPTER = "motcua.config.identity.IdentityAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # leads away only; whoever comes back must hold the state of this session
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_PROVIDERS = ways(
    IDENTITY_ISSUER, IDENTITY_CLIENT, secret("MOTCUA_OIDC_SECRET"), (CITIZENS, OFFICIALS)
)
