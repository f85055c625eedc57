"""The table in which attempts to sign in are counted, shared by every process (settings.CACHES)."""

from django.core.management import call_command
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def make(apps: StateApps, schema: BaseDatabaseSchemaEditor) -> None:
    """Django's own command makes it, or finds it there."""
    call_command("createcachetable", database=schema.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("organisation", "0002_absences_and_posts")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
