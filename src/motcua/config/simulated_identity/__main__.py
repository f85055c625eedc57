"""`python -m motcua.config.simulated_identity --data DIR --port 8001 --back http://127.0.0.1:8000`: serve until stopped."""

import argparse
import os
import sys
from contextlib import suppress
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application


class Server(ThreadingMixIn, WSGIServer):
    """Several requests at once: the service asks for a token while a browser waits."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


def main() -> int:
    """Make the database, the persons and the client; serve."""
    parser = argparse.ArgumentParser(prog="simulated_identity")
    parser.add_argument("--data", required=True)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument("--back", action="append", default=[], help="where the service is; may be said twice")
    args = parser.parse_args()
    os.environ["MOTCUA_IDENTITY_DATA"] = args.data
    os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.config.simulated_identity.settings"
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("prepare_personas", *args.back)
    with make_server(args.host, args.port, get_wsgi_application(), Server, Quiet) as server:
        print(f"http://{args.host}:{args.port}", flush=True)
        with suppress(KeyboardInterrupt):  # Ctrl-C reaches whoever started it too
            server.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())
