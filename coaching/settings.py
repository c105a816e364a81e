"""Settings, read top to bottom. Production is the default; a laptop and the tests opt out."""

import secrets
import zoneinfo
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from csp.constants import NONCE, NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from django.templatetags.static import static

from coaching import databases, env
from coaching.logs import hide_personal

BASE_DIR = env.ROOT
env.load_file(BASE_DIR / ".env")

# One time-zone table for every process: the pinned package, never the operating system's.
zoneinfo.reset_tzpath(to=())

MODE = env.text("PHASEWISE_MODE", "production")
IS_LAPTOP = MODE == "laptop"
IS_TEST = MODE == "test"
IS_PRODUCTION = not (IS_LAPTOP or IS_TEST)
if MODE not in {"production", "laptop", "test"}:
    raise env.SettingInvalid(f"PHASEWISE_MODE is {MODE!r}; write production, laptop or test.")

LAPTOP_DIR = Path(env.text("PHASEWISE_DATA_DIR", str(BASE_DIR / ".phasewise")))
RUNNING = env.running_servers(LAPTOP_DIR) if IS_LAPTOP else {}
if IS_LAPTOP and not RUNNING:
    # Commands that need no server work all the same; the others say which address is silent.
    RUNNING = {
        "database_url": "postgresql:///phasewise?host=/not-running-use-make-up",
        "redis_url": "unix:///not-running-use-make-up",
    }

DEBUG = False
if IS_PRODUCTION:
    SECRET_KEY = env.text("SECRET_KEY")
elif IS_LAPTOP:
    SECRET_KEY = env.text("SECRET_KEY", databases.laptop_secret(LAPTOP_DIR))
else:
    SECRET_KEY = env.text("SECRET_KEY", secrets.token_urlsafe(50))

LOCAL_HOSTS = "localhost,127.0.0.1,[::1],testserver"
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "" if IS_PRODUCTION else LOCAL_HOSTS)
PUBLIC_URL = env.text("PUBLIC_URL", "" if IS_PRODUCTION else "http://localhost:8000")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL else []

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_structlog",
    "pgtrigger",
    "pghistory",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "drf_standardized_errors",
    "coaching.accounts",
    "programs",
    "athletes",
    "coaching",
    "knox",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "coaching.middleware.ContentSecurityPolicy",
    "coaching.middleware.PermissionsPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "coaching.accounts.middleware.NoSignInWithoutCache",
    "coaching.accounts.middleware.SecondFactorRequired",
    "coaching.middleware.PersonalPreferences",
    "pghistory.middleware.HistoryMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "coaching.api.once.OnceForAKey",
]

ROOT_URLCONF = "coaching.urls"
WSGI_APPLICATION = "coaching.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS: list[str] = []

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Database: the owner migrates, the app serves, the worker crosses organizations.
DATABASE_URL = env.text("DATABASE_URL", RUNNING.get("database_url"))
DATABASES = {
    "default": databases.postgres(
        DATABASE_URL, statement_timeout_s=env.number("STATEMENT_TIMEOUT_S", 0 if IS_TEST else 10)
    )
}
DATABASE_OWNER_URL = env.text("DATABASE_OWNER_URL", RUNNING.get("owner_url", DATABASE_URL))
DATABASE_WORKER_URL = env.text("DATABASE_WORKER_URL", RUNNING.get("worker_url", DATABASE_URL))

REDIS_URL = env.text("REDIS_URL", RUNNING.get("redis_url"))
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": databases.cache_url(REDIS_URL),
    }
}

# Accounts
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if IS_TEST
    else ["django.contrib.auth.hashers.Argon2PasswordHasher"]
)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "front"
ACCOUNT_ADAPTER = "coaching.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "coaching.forms.sign_up.SignUpForm",
    "login": "coaching.accounts.forms.SignInForm",
    "reset_password": "coaching.accounts.forms.AskForResetForm",
    "add_email": "coaching.accounts.forms.AddAddressForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if IS_PRODUCTION else "http"
# Added to allauth's own limits, which stay as they are.
ACCOUNT_RATE_LIMITS = {"invitation": "60/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_ISSUER = "Phasewise"
MFA_PASSKEY_LOGIN_ENABLED = True
# Browsers offer passkeys on http://localhost; the library must be told to take them.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_PRODUCTION
# Who sees other people's data needs a second factor; a laptop spares its demo sign-ins.
SECOND_FACTOR_REQUIRED = env.flag("SECOND_FACTOR_REQUIRED", IS_PRODUCTION)
if IS_PRODUCTION and not SECOND_FACTOR_REQUIRED:
    raise env.SettingInvalid("SECOND_FACTOR_REQUIRED can't be switched off in production.")
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXY_COUNT", 0)
INVITATION_LIFETIME = timedelta(days=7)

# Mail leaves by the outbox: a dead mail server never breaks a page.
EMAIL_BACKEND = "athletes.mail.OutboxBackend"
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Phasewise <phasewise@localhost>")
MAIL_URL = env.text("MAIL_URL", "" if IS_PRODUCTION else "console://")
DELIVERY_BACKEND, DELIVERY_OPTIONS = databases.mail(MAIL_URL)
# Who writes a mail that waits as facts, by Outbox.kind. Names, because the outbox lies below some
# of its writers; and here, because a registry filled on start would depend on what was imported.
MAIL_WRITERS = {
    "PHASE_CHANGED": "athletes.queries.phase_mail.get_phase_mail",
    "COACH_ASKED": "athletes.queries.coach_mail.get_coach_mail",
    "WEEKLY_DIGEST": "coaching.queries.digest.get_digest_mail",
    "REMINDER": "athletes.queries.reminder_mail.get_reminder_mail",
    "PUSH": "athletes.queries.reminder_push.get_reminder_push",
    "REPORT": "coaching.exporters.report_mail.get_report_mail",
}

# Reminders by web push: without a key to sign with the choice isn't offered (ADR 14).
VAPID_PRIVATE_KEY = databases.push_key(
    env.text("VAPID_PRIVATE_KEY", databases.laptop_push_key(LAPTOP_DIR) if IS_LAPTOP else "")
)
# Decision 25: nothing is sent to another host, whatever a browser says.
PUSH_SERVICES = (
    "fcm.googleapis.com",
    "*.push.services.mozilla.com",
    "*.notify.windows.com",
    "*.push.apple.com",
)

# Celery hurries; the database is the schedule.
CELERY_BROKER_URL = databases.broker_url(REDIS_URL)
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "unacked_restore_throttle": 1,
    "unacked_restore_interval": 10,
    "socket_timeout": 5,
    "socket_connect_timeout": 5,
}
# Mail waits for servers elsewhere: with a worker of its own it can't hold up the sweep.
CELERY_TASK_ROUTES = {"athletes.send_outbox": {"queue": "mail"}}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 110
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0.1}
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30.0
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# Languages and time
LANGUAGE_CODE = "en"
# Each by its own name; a language joins this list together with its catalog (`make messages`).
LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("es", "Español")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["coaching.formats"]
TIME_ZONE = "UTC"
USE_TZ = True

# Static files
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "coaching.static_files.JoinedStylesFinder",
]
JOINED_STYLES = BASE_DIR / ".styles"
WHITENOISE_USE_FINDERS = not IS_PRODUCTION
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {
        "BACKEND": "coaching.static_files.HashedStaticFiles"
        if IS_PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# Photos of athletes: a private folder without an address, served by a view that asks who looks.
MEDIA_ROOT = Path(
    env.text("MEDIA_ROOT", str(LAPTOP_DIR / "media") if IS_LAPTOP else "/var/lib/phasewise/media")
)
FILE_UPLOAD_HANDLERS = [
    "coaching.uploads.SkipsLongFiles",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
UPLOAD_MAX_BYTES = 13 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
PROGRAM_FILE_MAX_BYTES = 2 * 1024 * 1024

# Headers and cookies
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_PRODUCTION
SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_ENGINE = "coaching.accounts.sessions"
SECURE_SSL_REDIRECT = IS_PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_PRODUCTION
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
PERMISSIONS_POLICY = (
    "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
# Unfold's pages need eval and inline styles; only the two admin paths get them (ADR 5).
ADMIN_PATHS = ("/console/", "/operator/")
ADMIN_CONTENT_SECURITY_POLICY = {
    **CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "script-src": [SELF, UNSAFE_EVAL, NONCE],
    "style-src": [SELF, UNSAFE_INLINE],
}

# The two admin sites: look and side bars; colors are the athlete pages' (static/css/tokens.css).
UNFOLD: dict[str, Any] = {
    "SITE_HEADER": "Phasewise",
    "SITE_TITLE": "Phasewise",
    "SITE_URL": None,
    "SITE_ICON": lambda request: static("img/icon.svg"),
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("img/icon.svg")}
    ],
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_BACK_BUTTON": True,
    "BORDER_RADIUS": "8px",
    "STYLES": [
        lambda request: static("css/tokens.css"),
        lambda request: static("css/console.css"),
        lambda request: static("css/console-forms.css"),
    ],
    "COLORS": {
        "base": {
            "50": "#f3f4f0",
            "100": "#eaece6",
            "200": "#dcdfd7",
            "300": "#c3c8bd",
            "400": "#8f978f",
            "500": "#5d656a",
            "600": "#454c50",
            "700": "#333a3d",
            "800": "#24282b",
            "900": "#17191b",
            "950": "#0e1011",
        },
        "primary": {
            "50": "#eef5f1",
            "100": "#dcebe3",
            "200": "#bad7c8",
            "300": "#8fbda6",
            "400": "#7cc3a2",
            "500": "#63b48f",
            "600": "#1f5c45",
            "700": "#184a37",
            "800": "#14392b",
            "900": "#102c22",
            "950": "#0a1c16",
        },
        "font": {
            "subtle-light": "#5d656a",
            "subtle-dark": "#9aa2a7",
            "default-light": "#454c50",
            "default-dark": "#c2c8ca",
            "important-light": "#14181a",
            "important-dark": "#f1f3ef",
        },
    },
    "ACCOUNT": {"navigation": "coaching.admin.navigation.account_links"},
    "SIDEBAR": {"navigation": "coaching.admin.navigation.console_links"},
}
OPERATOR_UNFOLD: dict[str, Any] = {
    **UNFOLD,
    "SITE_SUBHEADER": "Operator",
    "SIDEBAR": {"navigation": "coaching.admin.navigation.operator_links"},
}

# API
REST_FRAMEWORK = {
    # Tokens first: their challenge makes an anonymous request a 401 rather than a 403.
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "coaching.api.authentication.ApiTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["coaching.api.parsers.CarefulJSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["programs.api.filters.StrictFilters"],
    "DEFAULT_PAGINATION_CLASS": "coaching.api.pagination.Pages",
    "PAGE_SIZE": 50,
    "DEFAULT_THROTTLE_CLASSES": ["coaching.api.throttling.KeyThrottle"],
    "DEFAULT_THROTTLE_RATES": {"anon": "60/min", "user": "600/min"},
    "NUM_PROXIES": ALLAUTH_TRUSTED_PROXY_COUNT,
    "DEFAULT_SCHEMA_CLASS": "coaching.api.schema.OurSchema",
    "EXCEPTION_HANDLER": "drf_standardized_errors.handler.exception_handler",
    "COERCE_DECIMAL_TO_STRING": True,
    "URL_FORMAT_OVERRIDE": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
DRF_STANDARDIZED_ERRORS = {
    "EXCEPTION_HANDLER_CLASS": "coaching.api.errors.OurHandler",
    "EXCEPTION_FORMATTER_CLASS": "coaching.api.errors.OurFormatter",
    "ALLOWED_ERROR_STATUS_CODES": [
        "400", "401", "403", "404", "405", "406", "409", "412", "413", "415", "422", "426", "428",
        "429",
    ],
}  # fmt: skip
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Phasewise",
    "DESCRIPTION": "Periodized strength coaching. docs/api.md tells how to begin.",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "docExpansion": "none", "validatorUrl": None},
    "REDOC_DIST": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "COMPONENT_NO_READ_ONLY_REQUIRED": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "SORT_OPERATIONS": False,
    "ENUM_NAME_OVERRIDES": {
        "PlanStatus": "athletes.models.Plan.Status",
        "ProposalStatus": "athletes.models.PhaseProposal.Status",
        "VersionStatus": "programs.models.ProgramVersion.Status",
        "AdherenceStatus": "athletes.models.WeeklyAdherence.Status",
    },
}
# Ours replaces knox's token, whose own table would stand empty and block the tests' TRUNCATE.
MIGRATION_MODULES = {"knox": None}
KNOX_TOKEN_MODEL = "coaching.ApiToken"  # noqa: S105  (a model's name, not a secret)
REST_KNOX = {
    "TOKEN_TTL": timedelta(days=90),
    "TOKEN_LIMIT_PER_USER": 20,
    "TOKEN_PREFIX": "pw_",
    "AUTH_HEADER_PREFIX": "Bearer",
    "TOKEN_MODEL": KNOX_TOKEN_MODEL,
}

# Jobs
SWEEP_INTERVAL_S = 60
READY_SWEEP_AGE = timedelta(minutes=10)
# Without a token there is no page of metrics.
METRICS_TOKEN = env.text("METRICS_TOKEN", "")

# Logs: one JSON line an event, ids only, nothing personal.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                hide_personal,
                structlog.processors.JSONRenderer(),
            ],
            "foreign_pre_chain": [
                structlog.contextvars.merge_contextvars,
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
            ],
        },
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
}
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.filter_by_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
