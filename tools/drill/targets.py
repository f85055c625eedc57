"""Every form and every address with parameters that the pages show: what the drill attacks."""

from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.error import HTTPError
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit
from urllib.request import Request, urlopen

PLAIN = {"csrfmiddlewaretoken", "next", "key"}
LEFT_OUT = ("/desk/sign-out/", "/dang-xuat/", "/i18n/")
"""Leaving ends the drill's own session; the language takes two words only and is tried once by wapiti."""


@dataclass(frozen=True, order=True)
class Target:
    """An address, its method, and its parameters with a value each."""

    method: str
    path: str
    fields: tuple[tuple[str, str], ...]

    @property
    def kind(self) -> tuple[str, str, tuple[str, ...]]:
        """Two targets of one kind are the same code."""
        path = "/".join("#" if part.isdigit() else part for part in self.path.split("/"))
        return self.method, path, tuple(sorted({name for name, _ in self.fields}))

    @property
    def query(self) -> str:
        """The parameters as sent."""
        return urlencode(self.fields)


class Page(HTMLParser):
    """Gathers forms and links with parameters."""

    def __init__(self, address: str, text: str) -> None:
        super().__init__()
        self.address, self.found = address, list[Target]()
        self.links = set[str]()
        self._form: tuple[str, str] | None = None
        self._fields: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A form opens, a field, a link."""
        told = {name: value or "" for name, value in attrs}
        if tag == "a" and (href := told.get("href", "")) and not href.startswith("#"):
            link = urlsplit(urljoin(self.address, href))
            self.links.add(link.path + (f"?{link.query}" if link.query else ""))
            if link.query:
                self.found.append(Target("GET", link.path, tuple(parse_qsl(link.query))))
        elif tag == "form":
            action = urlsplit(urljoin(self.address, told.get("action", "") or self.address))
            self._form, self._fields = (told.get("method", "get").upper(), action.path), []
        elif self._form and tag in {"input", "textarea", "select", "button"} and told.get("name"):
            self._fields.append((told["name"], told.get("value") or "1"))

    def handle_endtag(self, tag: str) -> None:
        """A form closes."""
        if tag == "form" and self._form:
            once = dict(self._fields)
            if once:
                self.found.append(Target(*self._form, tuple(once.items())))
            self._form = None


def read(base: str, path: str, cookie: str) -> Page:
    """A page under the address it was found at in the end; an empty one when there is none."""
    request = Request(base + path, headers={"Cookie": cookie, "Accept": "text/html"})
    try:
        with urlopen(request, timeout=30) as answer:
            html = "html" in answer.headers.get("Content-Type", "")
            return Page(answer.geturl(), answer.read().decode() if html else "")
    except HTTPError:
        return Page(base + path, "")


def targets(base: str, starts: list[str], cookie: str, most: int = 60) -> list[Target]:
    """What one person's pages offer, walking at most `most` pages; one of each kind."""
    kinds: dict[object, Target] = {}
    waiting, seen = list(starts), set[str]()
    while waiting and len(seen) < most:
        path = waiting.pop(0)
        if path in seen or path.startswith(LEFT_OUT) or path.endswith(".pdf"):
            continue
        seen.add(path)
        page = read(base, path, cookie)
        waiting += sorted(link for link in page.links if link.startswith("/desk/"))
        for each in page.found:
            if not each.path.startswith(LEFT_OUT):
                kinds.setdefault(each.kind, each)
    return sorted(kinds.values())
