"""The database itself refuses to change or delete who looked, as it does for the journal.

On SQLite Django rebuilds a table to alter it and drops its triggers: a later migration that alters Look must run
`close` again.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "privacy_look"
WORDS = "who looked is append-only"

SQLITE = [
    f"CREATE TRIGGER look_no_update BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END",
    f"CREATE TRIGGER look_no_delete BEFORE DELETE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END",
]
SQLITE_UNDO = ["DROP TRIGGER look_no_update", "DROP TRIGGER look_no_delete"]

POSTGRESQL = [
    f"""
    CREATE FUNCTION look_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    f"CREATE TRIGGER look_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION look_refuse()",
    f"CREATE TRIGGER look_no_truncate BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION look_refuse()",
]
POSTGRESQL_UNDO = [
    f"DROP TRIGGER look_no_change ON {TABLE}",
    f"DROP TRIGGER look_no_truncate ON {TABLE}",
    "DROP FUNCTION look_refuse()",
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
    dependencies = [("privacy", "0001_initial")]

    operations = [migrations.RunPython(close, reopen)]
