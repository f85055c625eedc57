"""Every event waits in a queue for its place in the log; places, heads and anchors never change.

The database itself puts an event into the queue, so that an act needs no statement more and nothing can be forgotten;
the events there were before are queued in the order of their moments.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

KEYS = {
    "journal_leaf": ('"index" = NEW."index"', "stream = NEW.stream AND seq = NEW.seq"),
    "journal_node": ("level = NEW.level AND number = NEW.number",),
    "journal_logkey": ("text = NEW.text",),
    "journal_treehead": ("size = NEW.size",),
    "journal_anchor": ("id = NEW.id",),
}
"""The tables, and what may not be there yet when a row comes: a replacement would delete without asking."""
WORDS = "the log is append-only"

SQLITE = [
    *(
        f"CREATE TRIGGER {table}_no_{what} BEFORE {what} ON {table} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        for table in KEYS
        for what in ("update", "delete")
    ),
    *(
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN {' OR '.join(f'EXISTS (SELECT 1 FROM {table} WHERE {key})' for key in keys)} "
        f"BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: {WORDS}'); END"
        for table, keys in KEYS.items()
    ),
]
SQLITE_UNDO = [
    f"DROP TRIGGER {table}_no_{what}" for table in KEYS for what in ("update", "delete", "replace")
]

POSTGRESQL = [
    f"""
    CREATE FUNCTION journal_log_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    *(
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION journal_log_refuse()"
        for table in KEYS
    ),
    *(
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION journal_log_refuse()"
        for table in KEYS
    ),
]
POSTGRESQL_UNDO = [
    *(f"DROP TRIGGER {table}_no_{what} ON {table}" for table in KEYS for what in ("change", "truncate")),
    "DROP FUNCTION journal_log_refuse()",
]

FILL = (
    "INSERT INTO journal_pending (id, stream, seq) "
    "SELECT row_number() OVER (ORDER BY at, stream, seq), stream, seq FROM journal_event"
)
QUEUE_SQLITE = [
    FILL,
    "CREATE TRIGGER journal_queue AFTER INSERT ON journal_event BEGIN "
    "INSERT INTO journal_pending (id, stream, seq) "
    "VALUES ((SELECT coalesce(max(id), 0) + 1 FROM journal_pending), NEW.stream, NEW.seq); END",
]
QUEUE_SQLITE_UNDO = ["DROP TRIGGER journal_queue"]
QUEUE_POSTGRESQL = [
    FILL,
    "CREATE SEQUENCE journal_pending_order OWNED BY journal_pending.id",
    "SELECT setval('journal_pending_order', (SELECT coalesce(max(id), 0) + 1 FROM journal_pending), false)",
    """
    CREATE FUNCTION journal_queue() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO journal_pending (id, stream, seq)
        VALUES (nextval('journal_pending_order'), NEW.stream, NEW.seq);
        RETURN NULL;
    END $$
    """,
    "CREATE TRIGGER journal_queue AFTER INSERT ON journal_event FOR EACH ROW EXECUTE FUNCTION journal_queue()",
]
QUEUE_POSTGRESQL_UNDO = [
    "DROP TRIGGER journal_queue ON journal_event",
    "DROP FUNCTION journal_queue()",
    "DROP SEQUENCE journal_pending_order",
]


def close(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the queue and the triggers of this database."""
    embedded = editor.connection.vendor == "sqlite"
    for statement in (*QUEUE_SQLITE, *SQLITE) if embedded else (*QUEUE_POSTGRESQL, *POSTGRESQL):
        editor.execute(statement)


def reopen(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop them again."""
    embedded = editor.connection.vendor == "sqlite"
    for statement in (
        (*SQLITE_UNDO, *QUEUE_SQLITE_UNDO) if embedded else (*POSTGRESQL_UNDO, *QUEUE_POSTGRESQL_UNDO)
    ):
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_log")]

    operations = [migrations.RunPython(close, reopen)]
