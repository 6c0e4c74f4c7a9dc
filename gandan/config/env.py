"""Settings come from the environment only; each name is listed in docs/settings.md."""

import os
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from gandan.core.home import home


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    value = text(name).lower()
    if value in {"", "default"}:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name}={value!r}: say on or off.")


def number(name: str, default: int) -> int:
    value = text(name)
    if not value:
        return default
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name}={value!r}: say a whole number.") from None


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def origins(*names: str) -> list[str]:
    """Scheme and host of the addresses in these settings, each once."""
    parts = [urlsplit(address) for name in names for address in words(name)]
    return list(dict.fromkeys(f"{part.scheme}://{part.netloc}" for part in parts if part.scheme and part.netloc))


def database(url: str) -> dict[str, object]:
    """Django's settings for `sqlite:///path` or `postgresql://user:password@host:port/name`."""
    if not url:
        url = f"sqlite:///{home() / 'gandan.sqlite3'}"
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = url.removeprefix("sqlite:///")
        return {
            "ENGINE": "gandan.core.sqlite",
            "NAME": path,
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # A connection a thread: what one keeps is kept eight times. The kernel keeps the file for all of them.
                # Write-ahead is the backend's (core.sqlite): it is switched on under a lock.
                "init_command": (
                    "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-2048; PRAGMA temp_store=MEMORY"
                ),
            },
        }
    if parts.scheme in {"postgresql", "postgres"}:
        query = dict(parse_qsl(parts.query))
        planned = query.pop("prepare_threshold", "5")  # what comes often is planned once a connection (core.rows)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": query.pop("host", "") or parts.hostname or "",
            "PORT": str(parts.port or query.pop("port", "")),
            # A new connection per request costs 5-7x.
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": query | {"prepare_threshold": int(planned) if planned.isdecimal() else None},
        }
    raise ImproperlyConfigured(
        f"GANDAN_DATABASE_URL: {parts.scheme or url!r} is not known; use sqlite:///path or postgresql://…"
    )


def files(url: str) -> dict[str, object]:
    """Where files are kept: `$GANDAN_HOME/files`, or `s3://bucket/folder?endpoint=https://…&region=…`.

    The key to a bucket is read as every S3 client does (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, or a role).
    """
    if not url:
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(home() / "files"), "file_permissions_mode": 0o600},
        }
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    if parts.scheme != "s3" or not parts.netloc:
        raise ImproperlyConfigured(f"GANDAN_FILES_URL: {url!r} is not known; use s3://bucket/folder?endpoint=https://…")
    options = {"bucket_name": parts.netloc, "location": parts.path.strip("/"), "default_acl": "private"}
    options |= {"querystring_auth": True, "file_overwrite": True, "signature_version": "s3v4"}
    options |= {"endpoint_url": query.pop("endpoint", None), "region_name": query.pop("region", None)}
    if query:
        raise ImproperlyConfigured(
            f"GANDAN_FILES_URL: {', '.join(sorted(query))} is not known; say endpoint or region."
        )
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
