"""What the simulated provider says of a person, and the key it signs with."""

from collections.abc import Iterable
from typing import Any

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from allauth.idp.oidc.models import Client, PrivateKey
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.contrib.auth.models import User

from motcua.config.simulated_identity.personas import persona
from motcua.gateways.identity import SCOPES
from motcua.gateways.keys import kept

ABSENT = ("device_authorization_endpoint", "end_session_endpoint", "revocation_endpoint")


class SimulatedAdapter(DefaultOIDCAdapter):
    """Names, numbers and birth dates of personas; one key, kept with the other keys."""

    def get_claims(
        self,
        purpose: str,
        user: User,
        client: Client,
        scopes: Iterable[str],
        email: str | None = None,
        **kwargs: Any,
    ) -> dict[str, Any]:
        """The persona's data, for the scopes that were granted."""
        who = persona(user.username)
        claims: dict[str, Any] = {"sub": self.get_user_sub(client, user)}
        if "profile" in scopes:
            claims["name"] = who.name
        if "citizen" in scopes:
            claims |= {"id_number": who.id_number, "birthdate": who.birthdate, "simulated": True}
        return claims

    def populate_server_metadata(self, data: dict[str, str | list[str]]) -> None:
        """What it does, and not what the package could do."""
        for name in ABSENT:
            data.pop(name, None)
        data |= {"response_types_supported": ["code"], "response_modes_supported": ["query"],
                 "grant_types_supported": ["authorization_code"], "scopes_supported": SCOPES}  # fmt: skip

    def list_private_keys(self, **wanted: Any) -> list[PrivateKey]:
        """The one key, made the first time."""
        return [PrivateKey(pem=kept("simulated-identity", _new_key).decode())]


def _new_key() -> bytes:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
