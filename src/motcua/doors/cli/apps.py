"""Registers the room with Django."""

from django.apps import AppConfig


class CliConfig(AppConfig):
    name = "motcua.doors.cli"
    label = "cli"
