"""A browser of a test that is signed in without a password, and whether it has passed a second factor."""

import time

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
