"""Django's settings, read from the environment (docs/settings.md)."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from gandan.config import env
from gandan.core.home import home, key_bytes

PACKAGE = Path(__file__).resolve().parent.parent

DEBUG = env.flag("GANDAN_DEBUG")
SECRET_KEY = env.text("GANDAN_SECRET_KEY") or key_bytes("django").hex()
BASE_URL = env.text("GANDAN_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.words("GANDAN_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
SECURE = BASE_URL.startswith("https://")
HOME_UNIT = env.text("GANDAN_UNIT")
DEMO_ROLES = env.flag("GANDAN_DEMO_ROLES")
SEAL_TWO_PERSONS = env.flag("GANDAN_SEAL_TWO_PERSONS")
SEAL_HOURS = env.number("GANDAN_SEAL_HOURS", 24)
RATE_LIMITS = env.flag("GANDAN_RATE_LIMITS", default=True)

INSTALLED_APPS = [
    "gandan.core.apps.CoreConfig",
    "gandan.law.apps.LawConfig",
    "gandan.ui.apps.UiConfig",
    "gandan.audit.apps.AuditConfig",
    "gandan.search.apps.SearchConfig",
    "gandan.directory.apps.DirectoryConfig",
    "gandan.documents.apps.DocumentsConfig",
    "gandan.notifications.apps.NotificationsConfig",
    "gandan.procedures.apps.ProceduresConfig",
    "gandan.cases.apps.CasesConfig",
    "gandan.disclosures.apps.DisclosuresConfig",
    "gandan.events.apps.EventsConfig",
    "gandan.news.apps.NewsConfig",
    "gandan.portal.apps.PortalConfig",
    "gandan.desk.apps.DeskConfig",
    "gandan.demo.apps.DemoConfig",
    "gandan.config.apps.ConfigConfig",
    # Cotton and partials clash by app order: both simple, wired below.
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "django_htmx",
    "csp",
    "ninja",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gandan.config.policy.Policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "gandan.config.middleware.Doors",
]

ROOT_URLCONF = "gandan.config.urls"
WSGI_APPLICATION = "gandan.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = True

_loaders = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [("django.template.loaders.cached.Loader", _loaders)],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "gandan.ui.templatetags.gandan_ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gandan.config.context.page",
            ],
        },
    }
]
COTTON_DIR = "cotton"

DATABASES = {"default": env.database(env.text("GANDAN_DATABASE_URL"))}
# Wrong passwords are counted here, for all processes of the machine (docs/decisions/0009).
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": home() / "cache",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    }
}

TASKS = {"default": {"BACKEND": "gandan.core.jobs.backend.DatabaseBackend", "QUEUES": []}}

# --- people and sign-in ---
AUTH_USER_MODEL = "directory.Account"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/ban-lam-viec/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "gandan.config.adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "gandan.config.adapter.SocialAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_PREVENT_ENUMERATION = True
# Per address and per name; off only for load tests.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"} if RATE_LIMITS else False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# An administrator made the account and knows whose it is; an unconfirmed address must not keep a second factor away.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Gan Dan"
# Half a minute before and after, as RFC 6238 advises: whoever types slowly, or has a clock that is a little off.
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
# A write on every request would queue behind the ward's own writes; sessions are listed all the same.
USERSESSIONS_TRACK_ACTIVITY = False
SOCIALACCOUNT_LOGIN_ON_GET = False
# Off: an administrator says whose an identity is. On: a verified e-mail address of the service may say it too.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = env.flag("GANDAN_OIDC_MATCH_EMAIL")
SOCIALACCOUNT_PROVIDERS = (
    {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": env.text("GANDAN_OIDC_ID", "dinh-danh"),
                    "name": env.text("GANDAN_OIDC_NAME", "Định danh điện tử"),
                    "client_id": env.text("GANDAN_OIDC_CLIENT_ID"),
                    "secret": env.text("GANDAN_OIDC_CLIENT_SECRET"),
                    "settings": {"server_url": env.text("GANDAN_OIDC_URL"), "token_auth_method": "client_secret_basic"},
                }
            ],
        }
    }
    if env.text("GANDAN_OIDC_URL")
    else {}
)

# --- language and time ---
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
LOCALE_PATHS = [PACKAGE / "config" / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True

# --- files ---
STATIC_URL = "/static/"
STATIC_ROOT = home() / "static"
STORAGES = {
    "default": env.files(env.text("GANDAN_FILES_URL")),
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
# A file is read whole into memory only below this; the edge refuses larger bodies (documents.rules).
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 12
SCANNER = env.text("GANDAN_SCANNER")

# --- mail: `file:` keeps messages in $GANDAN_HOME/mail, for the demo and for trying out ---
DEFAULT_FROM_EMAIL = env.text("GANDAN_EMAIL_FROM", "Gần Dân <khong-tra-loi@localhost>")
EMAIL_TIMEOUT = 20
EMAIL_FILE_PATH = str(home() / "mail")
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
if env.text("GANDAN_EMAIL_HOST"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = env.text("GANDAN_EMAIL_HOST")
    EMAIL_PORT = env.number("GANDAN_EMAIL_PORT", 587)
    EMAIL_HOST_USER = env.text("GANDAN_EMAIL_USER")
    EMAIL_HOST_PASSWORD = env.text("GANDAN_EMAIL_PASSWORD")
    EMAIL_USE_TLS = env.flag("GANDAN_EMAIL_TLS", default=True)

# --- text messages: off without a gateway (docs/settings.md) ---
SMS_URL = env.text("GANDAN_SMS_URL")
SMS_TOKEN = env.text("GANDAN_SMS_TOKEN")
SMS_SENDER = env.text("GANDAN_SMS_SENDER")

# --- the edge ---
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF, "'unsafe-inline'"],
        "img-src": [SELF, "data:", "blob:"],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # Chromium holds redirects after a form to it too: signing in by OIDC leaves for the identity service.
        "form-action": [SELF, *env.origins("GANDAN_OIDC_URL", "GANDAN_OIDC_ORIGINS")],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
CSRF_TRUSTED_ORIGINS = [BASE_URL] if SECURE else []
CSRF_FAILURE_VIEW = "gandan.ui.public.csrf_failure"
if SECURE:
    SECURE_SSL_REDIRECT = env.flag("GANDAN_SSL_REDIRECT", default=True)
    SECURE_HSTS_SECONDS = env.number("GANDAN_HSTS_SECONDS", 31_536_000)
    # Both bind hosts that are not this one, preloading for months after it is taken back: the operator's to say.
    SECURE_HSTS_PRELOAD = env.flag("GANDAN_HSTS_PRELOAD")
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD or env.flag("GANDAN_HSTS_SUBDOMAINS")
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if env.flag("GANDAN_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    USE_X_FORWARDED_HOST = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.text("GANDAN_LOG_LEVEL", "WARNING")},
}
