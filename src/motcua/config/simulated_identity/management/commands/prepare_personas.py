"""Write the persons and the one client into the provider's database."""

import os
from typing import Any

from allauth.idp.oidc.models import Client
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandParser

from motcua.config.simulated_identity.personas import personas

WAYS = ("cong-dan", "can-bo")


class Command(BaseCommand):
    """Run by the provider itself before it serves."""

    def add_arguments(self, parser: CommandParser) -> None:
        """Where the service is."""
        parser.add_argument("back", nargs="*")

    def handle(self, *args: Any, **options: Any) -> None:
        """Every person is a user whose name is the number; the client may lead back to the service only."""
        for one in personas():
            User.objects.get_or_create(username=one.id_number)
        client, _ = Client.objects.get_or_create(
            id="motcua",
            defaults={"name": "motcua", "secret": make_password(os.environ["MOTCUA_OIDC_SECRET"])},
        )
        client.secret = make_password(os.environ["MOTCUA_OIDC_SECRET"])
        client.set_scopes(["openid", "profile", "citizen"])
        client.set_redirect_uris(
            [
                f"{home.rstrip('/')}/dinh-danh/{way}/login/callback/"
                for home in options["back"]
                for way in WAYS
            ]
        )
        client.save()
