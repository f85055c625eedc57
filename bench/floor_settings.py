"""Settings of the least a page can be: no middleware, no apps, one database."""

import os
from pathlib import Path

from motcua.config.database import database
from motcua.config.embedded import use_sound_sqlite

use_sound_sqlite()
SECRET_KEY = "nothing is signed here; this is only a benchmark"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "bench.floor"
DATABASES = {"default": database(os.environ.get("DATABASE_URL"), Path(os.environ.get("MOTCUA_DATA", "var")))}
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
