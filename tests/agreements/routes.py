"""Every address the program answers, one example each: what the agreements about routes walk along."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

EXAMPLES = {"int": "1", "uuid": "00000000-0000-0000-0000-000000000001"}
ELSEWHERE = (
    "/khong-co",
    "/static/motcua/portal.css",
    "/static/motcua/start.js",
    "/static/nix.css",
    "/robots.txt",
)
"""Addresses outside the list of routes: nothing there, static files."""


def _walk(resolver: URLResolver, before: str) -> Iterator[str]:
    for each in resolver.url_patterns:
        route = str(each.pattern).removeprefix("^").removesuffix("$").removesuffix("\\Z")
        route = re.sub(
            r"\(\?P<\w+>[^()]*(?:\([^()]*\)[^()]*)*\)", "x", route
        )  # addresses written as expressions
        route = re.sub(r"<(?:(\w+):)?\w+>", lambda found: EXAMPLES.get(found[1] or "", "x"), route)
        if isinstance(each, URLResolver):
            yield from _walk(each, before + route)
        elif isinstance(each, URLPattern):
            yield before + route.replace("\\", "")


def routes() -> tuple[str, ...]:
    """An address for every route there is, in the order of the table."""
    return tuple(dict.fromkeys(_walk(get_resolver(), "/")))
