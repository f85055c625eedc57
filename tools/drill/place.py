"""A small province to attack: one dossier in each of a few states, and the sessions of those who open most pages.

Run in a process of its own with `MOTCUA_DATA` set; prints one JSON object.
"""

import json

import django

django.setup()

from datetime import datetime  # noqa: E402

from django.conf import settings  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.test import Client  # noqa: E402

from motcua.applicants.actions.identify import identify, vouched  # noqa: E402
from motcua.doors.portal.citizen import SINCE, WHO  # noqa: E402
from motcua.organisation.models import Officer  # noqa: E402
from motcua.rules.worktime import LOCAL  # noqa: E402
from tests import builders  # noqa: E402
from tests.agreements.routes import routes  # noqa: E402
from tests.factor import sign_in  # noqa: E402

OFFICIALS = (
    ("commune", "receiver"),
    ("district", "handler"),
    ("district", "leader"),
    ("province", "controller"),
)


def main() -> None:
    """Make the place."""
    small = builders.world()
    ways = (builders.to_received, builders.to_in_process, builders.to_awaiting_supplement)
    codes = [str(builders.stored(way(small)).code) for way in ways]
    sessions = {"citizen": citizen()}
    for unit, post in OFFICIALS:
        client = sign_in(Client(), Officer.objects.get(pk=small.who(unit, post)))
        sessions[f"{unit}.{post}"] = client.cookies[settings.SESSION_COOKIE_NAME].value
    own = [f"/{page}/{code}/" for code in codes for page in ("ho-so-cua-toi", "tra-cuu")]
    print(
        json.dumps(
            {
                "sessions": sessions,
                "routes": [*routes(), *own],
                "names": [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME],
            }
        )
    )


def citizen() -> str:
    """The session of the person whose dossiers they are, as if back from the identity provider."""
    owner = builders.OWNER
    at = datetime.now(LOCAL)
    who = vouched("https://id.test", {"sub": "1", "name": owner.name, "id_number": owner.id_number})
    session = SessionStore()
    session[WHO], session[SINCE] = identify(who, at=at).pk, at.isoformat()
    session.create()
    return str(session.session_key)


if __name__ == "__main__":
    main()
