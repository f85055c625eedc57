#!/bin/sh
# Writes the hashed requirement files anew; no registry's address enters them.
# Each file is complete in itself; the later ones keep the versions of the earlier ones.
set -eu
cd "$(dirname "$0")/.."
uv=$(command -v .venv/bin/uv || command -v uv)
lock() {
    file=requirements/$1.txt
    shift
    UV_PYTHON_DOWNLOADS=never "$uv" pip compile --quiet --universal --python-version 3.11 --upgrade \
        --generate-hashes --no-header --no-annotate --output-file "$file" "$@"
}
lock run pyproject.toml
lock postgresql pyproject.toml --extra postgresql --constraints requirements/run.txt
lock build pyproject.toml --group build --constraints requirements/run.txt
lock dev pyproject.toml --extra postgresql --group build --group dev \
    --constraints requirements/build.txt --constraints requirements/postgresql.txt
for group in uv node embedded-postgresql security; do
    lock "$group" --group "$group"
done
