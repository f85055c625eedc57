"""Calls to other machines over HTTP: to the address asked for and to no other, whatever the answer says."""

from email.message import Message
from typing import IO
from urllib.request import HTTPRedirectHandler, Request, build_opener


class _Stay(HTTPRedirectHandler):
    """A redirect is an error (HTTPError): who answers does not choose whom we call next."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        """No."""


call = build_opener(_Stay).open
"""`call(request, timeout=…)`, as urllib's own `urlopen`."""
