"""The ways to an identity provider, as django-allauth wants them told: the public's and the staff's; how it is asked."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

import requests

WAITS = 5
"""Seconds until an answer must have begun."""
SCOPES = ["openid", "profile", "citizen"]
"""What is asked of the provider: who it is, their name, and in `citizen` their number and birth date."""


def ways(issuer: str, client: str, secret: str, names: Iterable[str]) -> dict[str, object]:
    """The value of `SOCIALACCOUNT_PROVIDERS`: every way with PKCE; none without an issuer.

    >>> ways("", "motcua", "", ["cong-dan"])
    {'openid_connect': {'OAUTH_PKCE_ENABLED': True, 'APPS': []}}
    """
    apps = [
        {
            "provider_id": name,
            "name": "VNeID",
            "client_id": client,
            "secret": secret,
            "settings": {"server_url": issuer, "scope": SCOPES},
        }
        for name in names
        if issuer
    ]
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}}


class NotAnswered(Exception):
    """The provider was not reached, or answered something else than one JSON object."""


def session() -> requests.Session:
    """How the provider is asked: it must answer in time, and never leads us somewhere else by a redirect."""
    found = requests.Session()
    found.max_redirects = 0
    found.request = partial(found.request, timeout=WAITS)  # type: ignore[method-assign]
    return found


def ask(address: str, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
    """One JSON object of the provider. Raises `NotAnswered` for anything else, a redirect too."""
    try:
        with session() as asking:
            answer = asking.get(address, headers=headers)
            answer.raise_for_status()
            found = answer.json()
    except requests.RequestException as error:
        raise NotAnswered(address) from error
    if not isinstance(found, dict):
        raise NotAnswered(address)
    return found
