"""What a page shows its reader: the text, and the words in the attributes that are read out or shown."""

from html.parser import HTMLParser

ATTRIBUTES = ("title", "placeholder", "aria-label", "alt", "data-label")
VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}
SILENT = {"script", "style", "textarea"}
"""What is typed in a form is its reader's own, and the language of a slip's reason is that of the slip."""


class Shown(HTMLParser):
    """Gathers the words of a page, each with the language its element is marked with."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[tuple[str, str]] = []
        self.open: list[tuple[str, str]] = [("", "")]
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element opens: its language is its own or its parent's."""
        told = {name: value or "" for name, value in attrs}
        language = told.get("lang") or self.open[-1][1]
        self.words += [(language, told[name]) for name in ATTRIBUTES if name in told]
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        """An element closes, and with it those left open inside (`<p>`, `<li>`)."""
        for index in range(len(self.open) - 1, 0, -1):
            if self.open[index][0] == tag:
                del self.open[index:]
                return

    def handle_data(self, data: str) -> None:
        """Text."""
        tag, language = self.open[-1]
        if data.strip() and tag not in SILENT:
            self.words.append((language, data.strip()))


def shown(page: str, language: str) -> list[str]:
    """Everything a page shows in `language`; what is marked as another language is left out."""
    return [text for marked, text in Shown(page).words if marked == language]
