"""A browser of a test that is signed in without a password, and whether it has passed a second factor."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt
from django.test import Client

from motcua.organisation.models import Officer


def sign_in(client: Client, officer: Officer, *, second_factor: bool = True) -> Client:
    """The same browser, signed in as the officer; as a rule after both steps, as who decides must."""
    client.force_login(officer)
    if second_factor:
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
        session["account_authentication_methods_user"] = str(officer.pk)
        session.save()
    return client


def with_app(officer: Officer) -> Officer:
    """The officer, with an authenticator app."""
    TOTP.activate(officer, generate_totp_secret())
    return officer


def code_of(officer: Officer) -> str:
    """What their app shows now."""
    secret = decrypt(Authenticator.objects.get(user=officer, type=Authenticator.Type.TOTP).data["secret"])
    counters = list(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(secret, counters[len(counters) // 2])))
