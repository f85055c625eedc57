"""The room's name for Django."""

from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    """Proposals and what became of them."""

    name = "motcua.proposals"
    label = "proposals"
    default_auto_field = "django.db.models.BigAutoField"
