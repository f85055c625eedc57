"""A browser that only asks: cheaper than Django's test client, which records every template it sees for tests that look."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest import mock

from django.template.backends.django import Template
from django.test import Client

from motcua.rules.refusal import Refusal

_render = Template.render


class Visitor(Client):
    """Asks through every middleware and keeps nothing from an answer: no cookie, no template, no context."""

    def request(self, **request: Any) -> Any:
        """The answer, errors as their page."""
        return self.handler(self._base_environ(**request))  # type: ignore[attr-defined]


@contextmanager
def pages_left_unwritten() -> Iterator[None]:
    """What a view decided is known before its page is written: only refusals are written out."""
    with mock.patch.object(Template, "render", _only_refusals):
        yield


def _only_refusals(
    self: Template, context: Mapping[str, object] | None = None, request: object = None
) -> str:
    if any(isinstance(value, Refusal) for value in (context or {}).values()):
        return str(_render(self, context, request))  # type: ignore[arg-type]
    return "<!doctype html><title>…</title>"
