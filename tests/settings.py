"""The product's settings in a home of the test process's own: nothing of the developer's is read or written."""

import atexit
import os
import shutil
import tempfile

# Django's settings are read once, at import, so the environment must stand before it.
os.environ["GANDAN_HOME"] = _home = tempfile.mkdtemp(prefix="gandan-test-")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in the thread of the test
_process = os.getpid()


@atexit.register
def _remove_home() -> None:
    if os.getpid() == _process:
        shutil.rmtree(_home, ignore_errors=True)


from gandan.config.settings import *  # noqa: E402, F403
from gandan.config.settings import DATABASES, STORAGES  # noqa: E402

SECRET_KEY = "tests only, never a server"
# Slow on purpose in the product; here people sign in by the hundred.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
PAGE_CACHE_SECONDS = 0  # a page shows what the test has just done; tests of the cache switch it on

if DATABASES["default"]["ENGINE"] == "gandan.core.sqlite":
    # A file, not memory: threads of a live server and the writers' lock behave as in the product. No fsync.
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(_home, "test.sqlite3")}
    _pragmas = DATABASES["default"]["OPTIONS"]["init_command"]
    DATABASES["default"]["OPTIONS"]["init_command"] = _pragmas.replace("synchronous=FULL", "synchronous=OFF")
