#!/bin/sh
# Prints the path of a Python of at least 3.11, or says plainly what is missing.
for name in "${PYTHON:-python3}" python3 python3.14 python3.13 python3.12 python3.11 python; do
    path=$(command -v "$name") || continue
    "$path" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    "$path" -c 'import sys; print(sys.executable)'
    exit 0
done
echo "motcua needs Python 3.11 or newer, and found none. On Debian or Ubuntu: apt-get install python3 python3-venv" >&2
exit 1
