"""The ways to an identity provider, as django-allauth wants them told: one for the public, one for the staff."""

from collections.abc import Iterable

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
