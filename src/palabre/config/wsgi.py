"""What the server calls: the front that keeps pages, and Django behind it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palabre.config.settings")
_django = get_wsgi_application()

from palabre.kit.delivery.front import fronted  # noqa: E402 (it reads settings)

application = fronted(_django)
