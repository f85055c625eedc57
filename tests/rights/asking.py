"""Ask for an address as somebody, and hear the answer in the words of the table."""

import re
from collections.abc import Mapping
from contextlib import nullcontext

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from motcua.organisation.models import Officer
from tests.factor import sign_in
from tests.rights.stage import Stage
from tests.rights.table import Row, rights_refusals
from tests.rights.visiting import Visitor, pages_left_unwritten

ABOUT_THE_MATTER = (200, 400, 409, 422)
"""What a page answers somebody it has let in: done, or what is wrong with what they asked for."""
REFUSAL = re.compile(r'data-refusal="(\w+)"')


def route_names() -> list[str]:
    """Every named address of the site, as reverse() knows it; an address without a name is told by its pattern."""
    return sorted(_names(get_resolver(), ""))


def _names(resolver: URLResolver, space: str) -> list[str]:
    found = []
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            found += _names(one, inner)
        elif isinstance(one, URLPattern):
            found.append(f"{space}{one.name}" if one.name else f"{space}{one.pattern}")
    return found


class Browsers:
    """A browser for each person, signed in once."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.known = stage, dict[str, Visitor]()

    def of(self, name: str) -> Visitor:
        """The browser of this person."""
        if name not in self.known:
            address = f"10.0.0.{len(self.known) + 1}"  # each comes from a place of their own: visits are counted by it
            client = Visitor(raise_request_exception=False, REMOTE_ADDR=address)
            client.cookies[settings.LANGUAGE_COOKIE_NAME] = "vi"
            officer = self.stage.people[name]
            if officer is not None:
                sign_in(client, Officer.objects.get(pk=officer))
            self.known[name] = client
        return self.known[name]


def ask(browsers: Browsers, row: Row, actor: str, *, whole: bool = True) -> str:
    """The answer to one request, whatever it did taken back; not `whole`: without writing out a page nobody reads."""
    named = browsers.stage.objects
    address = reverse(row.name.split(",")[0], kwargs=filled(row.url, named) or None)
    client = browsers.of(actor)
    with transaction.atomic(), nullcontext() if whole or row.marker else pages_left_unwritten():
        before = _value(row, named)
        if row.case == "GET":
            answer = client.get(address, filled(row.query, named))
        else:
            answer = client.post(address, filled(row.body, named), query_params=filled(row.query, named))
        changed = _value(row, named) != before
        transaction.set_rollback(True)
    marker = filled({"marker": row.marker}, named)["marker"]
    word = heard(answer)
    if word == "allowed" and changed:
        return "does"
    return "sees" if word == "allowed" and marker and marker in _text(answer) else word


def _value(row: Row, named: Mapping[str, str]) -> object:
    """What the row's request may change, as the database has it."""
    if not row.changes or row.case == "GET":
        return None
    model, key, field = row.changes.split()
    found = apps.get_model(model)._default_manager.filter(pk=named[key[1:]])
    return found.values_list(field, flat=True).first()


def _text(answer: HttpResponseBase) -> str:
    if answer.has_header("Location"):
        return answer["Location"]
    return answer.content.decode(errors="replace") if isinstance(answer, HttpResponse) else ""


def heard(answer: HttpResponseBase) -> str:
    """The table's word for an answer."""
    status = answer.status_code
    if status >= 500:
        return f"broken ({status})"
    if status == 405:
        return "no_such_method"
    if status in (301, 302, 303):
        return "sign_in" if answer["Location"].startswith("/desk/sign-in/") else "allowed"
    html = not answer.streaming and answer["Content-Type"].startswith("text/html")
    said = REFUSAL.search(_text(answer)) if html else None
    if said and (said[1] in rights_refusals() or status == 404):
        return said[1]
    return "allowed" if status in ABOUT_THE_MATTER else f"status {status}"


def filled(told: Mapping[str, str | int], named: Mapping[str, str]) -> dict[str, str]:
    """The values with the stage's objects in the place of `$names`."""
    texts = {name: str(value) for name, value in told.items()}
    return {name: named[text[1:]] if text.startswith("$") else text for name, text in texts.items()}
