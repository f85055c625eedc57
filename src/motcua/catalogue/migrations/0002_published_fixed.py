"""The database itself keeps published versions: no change but setting `valid_to` once, no deletion.

On SQLite Django rebuilds a table to alter it and drops its triggers: a later migration that alters
ProcedureVersion must run `fix` again.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "catalogue_procedureversion"
KEPT = (
    "id", "procedure_id", "number", "state", "document", "digest", "valid_from", "published_at",
    "published_by_id", "decision", "flaws", "imported_from",
)  # fmt: skip
WORDS = "a published version of a procedure is never changed or deleted"

SQLITE = [
    f"""
    CREATE TRIGGER catalogue_version_fixed BEFORE UPDATE ON {TABLE}
    WHEN OLD.state = 'published' AND (
        {" OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in KEPT)}
        OR (OLD.valid_to IS NOT NULL AND NEW.valid_to IS NOT OLD.valid_to)
    )
    BEGIN SELECT RAISE(ABORT, '{WORDS}'); END
    """,
    f"""
    CREATE TRIGGER catalogue_version_kept BEFORE DELETE ON {TABLE}
    WHEN OLD.state = 'published'
    BEGIN SELECT RAISE(ABORT, '{WORDS}'); END
    """,
]
SQLITE_UNDO = ["DROP TRIGGER catalogue_version_fixed", "DROP TRIGGER catalogue_version_kept"]

POSTGRESQL = [
    f"""
    CREATE FUNCTION catalogue_version_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    f"""
    CREATE TRIGGER catalogue_version_fixed BEFORE UPDATE ON {TABLE} FOR EACH ROW
    WHEN (OLD.state = 'published' AND (
        {" OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in KEPT)}
        OR (OLD.valid_to IS NOT NULL AND NEW.valid_to IS DISTINCT FROM OLD.valid_to)
    ))
    EXECUTE FUNCTION catalogue_version_refuse()
    """,
    f"""
    CREATE TRIGGER catalogue_version_kept BEFORE DELETE ON {TABLE} FOR EACH ROW
    WHEN (OLD.state = 'published')
    EXECUTE FUNCTION catalogue_version_refuse()
    """,
]
POSTGRESQL_UNDO = [
    f"DROP TRIGGER catalogue_version_fixed ON {TABLE}",
    f"DROP TRIGGER catalogue_version_kept ON {TABLE}",
    "DROP FUNCTION catalogue_version_refuse()",
]


def fix(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers of this database."""
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)


def loosen(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop them again."""
    for statement in SQLITE_UNDO if editor.connection.vendor == "sqlite" else POSTGRESQL_UNDO:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]

    operations = [migrations.RunPython(fix, loosen)]
