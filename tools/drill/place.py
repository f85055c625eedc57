"""A small province to attack: one dossier in each of a few states, and the sessions of those who open most pages.

Run in a process of its own with `MOTCUA_DATA` set; prints one JSON object.
"""

import json

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from motcua.organisation.models import Officer  # noqa: E402
from tests import builders  # noqa: E402
from tests.agreements.routes import routes  # noqa: E402

WHO = (("commune", "receiver"), ("district", "handler"), ("district", "leader"), ("province", "controller"))


def main() -> None:
    """Make the place."""
    small = builders.world()
    for way in (builders.to_received, builders.to_in_process, builders.to_awaiting_supplement):
        way(small)
    sessions = {}
    for unit, post in WHO:
        client = Client()
        client.force_login(Officer.objects.get(pk=small.who(unit, post)))
        sessions[f"{unit}.{post}"] = client.cookies[settings.SESSION_COOKIE_NAME].value
    print(
        json.dumps(
            {
                "sessions": sessions,
                "routes": routes(),
                "names": [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME],
            }
        )
    )


if __name__ == "__main__":
    main()
