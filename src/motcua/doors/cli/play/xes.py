"""Reading XES as a stream of traces, each a list of rows named as pm4py names the columns of its CSV."""

from collections.abc import Iterator, Mapping
from typing import IO
from xml.sax import SAXParseException
from xml.sax.expatreader import create_parser
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from motcua.rules.refusal import Refusal

CHUNK = 1 << 18
VALUES = frozenset({"string", "date", "int", "float", "boolean", "id"})


class _Traces(ContentHandler):
    """Collects finished traces; attributes inside attributes (lists, statistics) are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.finished: list[list[tuple[int, Mapping[str, str]]]] = []
        self._case: dict[str, str] | None = None
        self._event: dict[str, str] | None = None
        self._events: list[tuple[int, dict[str, str]]] = []
        self._line = 0
        self._depth = 0
        self._locator: Locator | None = None

    def setDocumentLocator(self, locator: Locator) -> None:
        """Keep the parser's own count of lines."""
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        """A trace, an event, or a value of one of them."""
        line = (self._locator.getLineNumber() if self._locator else 0) or 0
        if name == "trace":
            self._case, self._events, self._line = {}, [], line
        elif name == "event" and self._case is not None:
            self._event = {}
            self._events.append((line, self._event))
        elif name in VALUES:
            self._depth += 1
            if self._depth == 1 and self._case is not None:
                key, value = attrs.get("key", ""), attrs.get("value", "")
                if self._event is not None:
                    self._event[key] = value
                else:
                    self._case[f"case:{key}"] = value

    def endElement(self, name: str) -> None:
        """The end of a trace hands it on."""
        if name in VALUES:
            self._depth -= 1
        elif name == "event":
            self._event = None
        elif name == "trace" and self._case is not None:
            case = {"case:concept:name": "", **self._case}
            rows = [(line, {**case, **event}) for line, event in self._events]
            self.finished.append(list(rows) or [(self._line, {**case})])
            self._case = None


def xes_traces(file: IO[bytes]) -> Iterator[list[tuple[int, Mapping[str, str]]]]:
    """The traces of a XES file as they are read. Raises `Refusal("file_not_readable")` where the XML breaks off."""
    handler = _Traces()
    parser = create_parser()
    parser.setContentHandler(handler)
    try:
        while chunk := file.read(CHUNK):
            parser.feed(chunk)
            yield from handler.finished
            handler.finished = []
        parser.close()
    except SAXParseException as error:
        where = f"{error.getLineNumber()}: {error.getMessage()}"
        raise Refusal("file_not_readable", file="XES", why=f"line {where}"[:200]) from error
