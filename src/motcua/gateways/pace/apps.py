"""Registers the room with Django."""

from django.apps import AppConfig


class PaceConfig(AppConfig):
    name = "motcua.gateways.pace"
    label = "pace"
