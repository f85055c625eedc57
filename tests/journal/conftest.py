"""Which tests of the journal run where: bytes of the file are changed only where the database is a file of ours."""

import os

collect_ignore = ["test_verify_every_byte.py"] if os.environ.get("DATABASE_URL") else []
