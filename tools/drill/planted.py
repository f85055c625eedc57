"""Pages that are faulty on purpose: the drill must find them, else it proves nothing. Never part of the program."""

import sqlite3
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit


class Planted(BaseHTTPRequestHandler):
    """/sql writes what it is given into a statement, /xss into a page."""

    def do_GET(self) -> None:
        """Answer."""
        asked = urlsplit(self.path)
        q = parse_qs(asked.query).get("q", [""])[0]
        status, page = 200, '<a href="/sql?q=1">a</a> <a href="/xss?q=1">b</a>'
        if asked.path == "/xss":
            page = f"<p>{q}</p>"
        if asked.path == "/sql":
            base = sqlite3.connect(":memory:")
            base.executescript(
                "CREATE TABLE people (id, name); INSERT INTO people VALUES (1, 'Hoa'), (2, 'Nam');"
            )
            try:
                rows = base.execute(f"SELECT name FROM people WHERE id = {q}").fetchall()
                page = f"<p>{rows}</p>"
            except sqlite3.Error as error:
                status, page = 500, f"sqlite3.OperationalError: {error}"
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"<html><body>{page}</body></html>".encode())

    def log_message(self, *args: object) -> None:
        """Silent."""


if __name__ == "__main__":
    HTTPServer(("127.0.0.1", int(sys.argv[1])), Planted).serve_forever()
