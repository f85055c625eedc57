"""What browsers send: whole lives of dossiers by the desk's buttons, work lists, look-ups; and the floor's requests."""

import random
import uuid
from collections.abc import Mapping
from datetime import timedelta
from itertools import cycle, islice
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from bench import life
from bench.load import Script
from bench.minimal import ROWS
from motcua.dossiers.models import Dossier, Task
from motcua.organisation.models import Officer
from tests.builders import DRAFT, World

TOKEN = "a" * 32
NAMES = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)
FILLER, OPEN = 100_000, 500
Sessions = Mapping[str, str]
"""The session's number of each official of a place, by `unit.post`."""

ACTS: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    ("commune.receiver", "hand_over", {"note": ""}),
    ("district.head", "take_over", {"note": ""}),
    ("district.head", "assign", {"note": ""}),
    ("district.handler", "submit", {"kind": "result", "title": DRAFT.title, "body": DRAFT.body}),
    ("district.head", "endorse", {"note": ""}),
    ("district.leader", "approve", {}),
    ("district.registry", "seal", {}),
    ("district.registry", "send_result", {}),
    ("commune.returner", "return_result", {"receiver": "", "authorisation": "", "receipt_shown": "on"}),
)
"""Who does what, with which answers, once a dossier is received."""


def sessions(small: World) -> Sessions:
    """Everybody of a place signed in."""
    found = {}
    for name, officer in small.officers.items():
        client = Client()
        client.force_login(Officer.objects.get(pk=officer.pk))
        found[name] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return found


def receive(small: World, count: int) -> list[int]:
    """So many dossiers received a little while ago, through the real act."""
    at = timezone.now() - timedelta(seconds=30)
    return [life.receive(small, at).dossier for _ in range(count)]


def go_on(small: World, pk: int, acts: int | None = None) -> None:
    """The next acts of a dossier received just now, not through HTTP."""
    seq = 1
    for act in islice(life.steps(small, pk), acts):
        seq = act(timezone.now(), seq, uuid.uuid4().hex).seq


def codes(dossiers: list[int]) -> list[str]:
    """What citizens type."""
    return [code for code in Dossier.objects.filter(pk__in=dossiers).values_list("code", flat=True) if code]


def acts(small: World, signed_in: Sessions, dossiers: list[int]) -> Script:
    """Every act of every dossier, one after the other."""
    seqs = dict(Dossier.objects.filter(pk__in=dossiers).values_list("pk", "seq"))
    tasks = dict(Task.objects.filter(dossier__in=dossiers, duty="assign").values_list("dossier", "pk"))
    handler = str(small.who("district", "handler"))
    for pk in dossiers:
        for done, (who, act, answers) in enumerate(ACTS):
            told = {**answers, "act": act, "seen": str(seqs[pk] + done), "key": uuid.uuid4().hex}
            if act == "assign":
                told |= {"officer": handler, "task": str(tasks[pk])}
            yield _request("POST", f"/desk/dossiers/{pk}/", signed_in[who], told)


def work_list(signed_in: Sessions) -> Script:
    """The first fifty rows of what one official has to do, again and again."""
    return cycle([_request("GET", "/desk/?list=tasks", signed_in["district.handler"])])


def look_ups(codes: list[str]) -> Script:
    """Citizens who type a code, one chosen by chance each time."""
    while True:
        yield _request("GET", f"/tra-cuu/{random.choice(codes)}/")


def floor(method: str, page: str) -> Script:
    """The floor's page for a row chosen by chance."""
    while True:
        yield _request(method, f"/{page}/{random.randint(1, ROWS)}/")


def _request(method: str, path: str, session: str = "", told: Mapping[str, str] | None = None) -> bytes:
    cookies = f"Cookie: {NAMES[0]}={session}; {NAMES[1]}={TOKEN}\r\n" if session else ""
    body = urlencode({"csrfmiddlewaretoken": TOKEN, **told}) if told else ""
    kind = "Content-Type: application/x-www-form-urlencoded\r\n" if told else ""
    length = f"Content-Length: {len(body)}\r\n" if method == "POST" else ""
    return f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{cookies}{kind}{length}\r\n{body}".encode()


def fill(returned: int, assigned: int) -> None:
    """Copy a finished dossier and an assigned one, rows only, until there are as many as in a busy office."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # copies need no checks
        _copy(returned, FILLER - OPEN, "2019-01-01")
        _copy(assigned, OPEN, "2021-01-01")
        cursor.execute("RESET session_replication_role")
        cursor.execute("ANALYZE")


def _copy(pk: int, count: int, since: str) -> None:
    """Rows of the dossier and its tasks again, under other numbers and codes (PostgreSQL)."""
    given, tasks = _columns(Dossier, "id", "code"), _columns(Task, "id", "dossier_id")
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO dossiers_dossier (code, {given}) SELECT 'H49.06688-' || to_char(date '{since}' + n / 9000,"
            f" 'YYMMDD') || '-' || lpad((n %% 9000 + 1)::text, 4, '0'), {given}"
            f" FROM dossiers_dossier, generate_series(1, %s) n WHERE id = %s",
            [count, pk],
        )
        cursor.execute(
            f"INSERT INTO dossiers_task (dossier_id, {tasks}) SELECT copied.id, {tasks} FROM dossiers_task t,"
            f" (SELECT d.id FROM dossiers_dossier d, dossiers_dossier o WHERE o.id = %s AND d.head = o.head"
            f" AND d.id <> o.id) copied WHERE t.dossier_id = %s",
            [pk, pk],
        )


def _columns(model: type[Model], *left_out: str) -> str:
    """The columns of a table but some, as SQL."""
    columns = [str(field.column) for field in model._meta.local_concrete_fields]
    return ", ".join(f'"{column}"' for column in columns if column not in left_out)
