"""Registers the room with Django."""

from django.apps import AppConfig


class ApplicantsConfig(AppConfig):
    name = "motcua.applicants"
    label = "applicants"
