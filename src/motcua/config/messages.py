"""Where the word after an act waits for the next page: a signed cookie, bound to this host like the others."""

from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage

from motcua.config.environment import host_only


class SignedCookie(CookieStorage):
    """Django's own, under our name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cookie_name = host_only("messages", settings.HTTPS)
