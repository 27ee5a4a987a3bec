"""The WSGI entry for a web server."""

from __future__ import annotations

import os
from threading import Thread

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "canbo.config.settings")
application = get_wsgi_application()


def _warm() -> None:
    from canbo.reporting.warming import warm

    warm()


# beside the first pages: the engine of the figures takes a second or two to load
Thread(target=_warm, name="warm", daemon=True).start()
