"""The database itself refuses to change or delete a journal row.

On SQLite Django rebuilds a table to alter it and drops its triggers: a later migration that alters Event must run
`close` again.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "journal_event"
WORDS = "the journal is append-only"

SQLITE = [
    f"CREATE TRIGGER journal_no_update BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END",
    f"CREATE TRIGGER journal_no_delete BEFORE DELETE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END",
    # INSERT OR REPLACE would delete without asking the trigger above.
    f"CREATE TRIGGER journal_no_replace BEFORE INSERT ON {TABLE} "
    f"WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE stream = NEW.stream AND seq = NEW.seq) "
    f"BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: {WORDS}'); END",
]
SQLITE_UNDO = [f"DROP TRIGGER journal_no_{what}" for what in ("update", "delete", "replace")]

POSTGRESQL = [
    f"""
    CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    f"CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION journal_refuse()",
    f"CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON {TABLE} "
    "FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()",
]
POSTGRESQL_UNDO = [
    f"DROP TRIGGER journal_no_change ON {TABLE}",
    f"DROP TRIGGER journal_no_truncate ON {TABLE}",
    "DROP FUNCTION journal_refuse()",
]


def close(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers of this database."""
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)


def reopen(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop them again."""
    for statement in SQLITE_UNDO if editor.connection.vendor == "sqlite" else POSTGRESQL_UNDO:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [migrations.RunPython(close, reopen)]
