"""The program's own settings, with every request written down (`drill.watching`) and no limit on tries."""

from motcua.config import settings as ours

globals().update({name: value for name, value in vars(ours).items() if name.isupper()})
MIDDLEWARE = ["drill.watching.written_down", *ours.MIDDLEWARE]
CSRF_FAILURE_VIEW = "drill.watching.token_refused"
ACCOUNT_RATE_LIMITS = False  # else most of the attack on the door would meet "wait a minute"
