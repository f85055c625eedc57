"""Runs one benchmark that needs Django, on a data folder that is thrown away: `python -m bench.inside acts --rounds 3`.

The models may be imported only once Django knows where its data lies, so the module is loaded by name.
"""

import importlib
import os
import sys
import tempfile

import django


def main() -> None:
    """Set Django up, then hand over."""
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        os.environ |= {"MOTCUA_DATA": folder, "DJANGO_SETTINGS_MODULE": "motcua.config.settings"}
        django.setup()
        name = sys.argv.pop(1)
        importlib.import_module(f"bench.{name}").main()


if __name__ == "__main__":
    main()
