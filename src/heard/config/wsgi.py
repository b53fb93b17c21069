"""The WSGI entrance of the web processes."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heard.config.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from heard.kernel import engine

if not os.environ.get("HEARD_DATABASE_URL"):
    engine.hold(settings.HEARD_DATA)

application = get_wsgi_application()
