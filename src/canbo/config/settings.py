"""The settings of an installation, from `CANBO_*` variables (documented beside each reader).

They also import where nothing is set (type checks, `canbo --help`): the database then leads to
no server, and the checks say so.
"""

from __future__ import annotations

from datetime import timedelta

from csp.constants import NONE, SELF

from canbo.config import environment

_env = environment.of_process()

# --- the home -------------------------------------------------------------------------------
CANBO_HOME = _env.folder("CANBO_HOME", "./var")  # the data folder: keys, journal head, cluster
SECRET_KEY = _env.secret("CANBO_SECRET_KEY", CANBO_HOME / "keys" / "secret.key")  # or …_FILE
CANBO_AS_OF = _env.day("CANBO_AS_OF")  # pins the day of every page (the demo); else today
CANBO_FROM = _env.day("CANBO_FROM")  # where the figures' window begins by default; else 1 January
# how dear each change of a plan is to the office: the cheapest that serves a person is told
CANBO_CHANGE_COSTS = _env.amounts(
    "CANBO_CHANGE_COSTS",
    {"seat": 2, "cover": 3, "quota": 4, "million": 1, "week": 5, "course": 8},
)
DEBUG = _env.flag("CANBO_DEBUG", False)  # pages with the inside of errors: never in an office

# --- apps -----------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",  # its e-mail pages are not used: the house has its own sign-in
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "procrastinate.contrib.django",
    "canbo.config",
    "canbo.journal",
    "canbo.accounts",
    "canbo.records",
    "canbo.cycle",
    "canbo.reporting",
    "canbo.web.office",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",  # refusals of those below too
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # allauth does not start without it
    "django_htmx.middleware.HtmxMiddleware",
    "canbo.web.office.perspective.PerspectiveMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
ROOT_URLCONF = "canbo.config.urls"
WSGI_APPLICATION = "canbo.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- the database ---------------------------------------------------------------------------
DATABASES = {"default": _env.database("CANBO_DATABASE_URL")}
# 0: each thread keeps its connection; more: a pool of at most so many per process
_pool = _env.whole("CANBO_DATABASE_POOL", 0, least=0, most=200)
if _pool:
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": _pool, "timeout": 10}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# --- language and time ----------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True

# --- who may come in ------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "canbo.accounts.backend.OfficeBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "display_name")},
    },
]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None  # users have a name and no e-mail address
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # without e-mail; nobody signs up
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ADAPTER = "canbo.accounts.second_step.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
# how long a one-time code of the administrator sets a password
CANBO_CODE_VALID = timedelta(hours=_env.whole("CANBO_CODE_HOURS", 24, least=1, most=7 * 24))
AXES_FAILURE_LIMIT = _env.whole("CANBO_LOCKOUT_FAILURES", 5, least=3, most=20)
_minutes = _env.whole("CANBO_LOCKOUT_MINUTES", 15, least=1, most=24 * 60)
AXES_COOLOFF_TIME = timedelta(minutes=_minutes)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the page promises how long it lasts
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True  # the journal tells who signed in
AXES_VERBOSE = False
# accounts.operations.sign_in raises the lock-out as a refusal, which the page shows itself
SILENCED_SYSTEM_CHECKS = ["axes.W002"]

# --- the web --------------------------------------------------------------------------------
ALLOWED_HOSTS = _env.words("CANBO_ALLOWED_HOSTS", ("localhost", "127.0.0.1", "[::1]"))
CSRF_TRUSTED_ORIGINS = _env.words("CANBO_TRUSTED_ORIGINS", ())
_https = _env.flag("CANBO_HTTPS", False)  # behind a proxy that speaks TLS
SECURE_SSL_REDIRECT = _https
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _https else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

SESSION_ENGINE = "canbo.accounts.sessions"  # Django's, with what tells its owner of the device
SESSION_COOKIE_NAME = "canbo_session"
SESSION_COOKIE_AGE = 3600 * _env.whole("CANBO_SESSION_HOURS", 8, least=1, most=24)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = _https
CSRF_COOKIE_NAME = "canbo_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SECURE = _https
CSRF_FAILURE_VIEW = "canbo.web.office.errors.csrf_failed"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Tabler's style sheet carries its small marks as data
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

STATIC_URL = "/static/"
STATIC_ROOT = None  # served from the package itself: nothing to collect, nothing to forget
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 3600
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_PERMISSIONS = 0o600
# takes files only on the page that awaits them, from who is signed in; its own limits
FILE_UPLOAD_HANDLERS = ["canbo.web.office.uploads.WorkbookUpload"]

# --- logs: to stderr, without personal data -------------------------------------------------
_log_level = _env.one_of("CANBO_LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "quiet": {
            "()": "canbo.config.quiet_log.QuietFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "quiet"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "canbo": {"level": _log_level},
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.db.backends": {"level": "ERROR"},  # its lines hold the values of queries
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "axes": {"level": "CRITICAL"},  # its lines hold user names and addresses
    },
}

CANBO_ENVIRONMENT_PROBLEMS = tuple(_env.problems)
