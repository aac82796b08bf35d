#!/usr/bin/env python3
"""Make the project's own environment in `.venv`, from the locks, once.

    python3 bootstrap.py          what reports and tests need
    python3 bootstrap.py --lab    the same and JupyterLab

Needs Python 3.11 with `venv`, and a package index within reach. A second call changes nothing; a
call after an interrupted one does what is left to do. Exit 3: the machine lacks something.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = str(BIN / "python")
UV = str(BIN / "uv")
LOCKS = {"base": "requirements.lock", "lab": "requirements-lab.lock"}
LAB_SETTINGS = "lab/share/jupyter/lab/settings/overrides.json"
SETTLED_BY = ("pyproject.toml", "bootstrap.py", "bootstrap.lock", *LOCKS.values(), LAB_SETTINGS)
STAMPS = {"base": VENV / "installed", "lab": VENV / "installed-lab"}
OLDEST = (3, 11)
NETWORK = "check the network and the package index, then run the same command again"


class Trouble(Exception):
    """The machine lacks something: one line that says what, and what to do."""


def main(arguments):
    if set(arguments) - {"--lab"}:
        print("usage: python3 bootstrap.py [--lab]", file=sys.stderr)
        return 2
    try:
        if sys.version_info < OLDEST:
            raise Trouble(
                "Python {}.{} is too old, 3.11 or later is needed: name one that is, "
                "as in `make reports PYTHON=python3.12`".format(*sys.version_info)
            )
        set_up("lab" if "--lab" in arguments or STAMPS["lab"].exists() else "base")
    except Trouble as trouble:
        print(f"bootstrap: {trouble}", file=sys.stderr)
        return 3
    except OSError as error:
        print(f"bootstrap: {error}: is the disk full or read-only?", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        print("bootstrap: interrupted; the same command does what is left", file=sys.stderr)
        return 130
    return 0


def set_up(kind):
    """Bring the environment to what the lock of this kind says. The stamps are written last."""
    stamps = [STAMPS["base"], STAMPS["lab"]] if kind == "lab" else [STAMPS["base"]]
    expected = stamp_text(kind)
    if all(read(stamp) == expected for stamp in stamps) and says(PYTHON, "-c", "print()"):
        for stamp in stamps:
            stamp.touch()
        return
    started = time.monotonic()
    STAMPS["base"].unlink(missing_ok=True)
    if not (is_in_its_place() and says(PYTHON, "-m", "pip", "--version")):
        step("making an environment in .venv", make_environment)
    if says(UV, "--version").split()[1:2] != [pinned_uv_version()]:
        step("installing uv, which installs the rest", install_uv)
    step(f"installing what {LOCKS[kind]} pins", install_packages, LOCKS[kind])
    step("adding this project to it", install_project)
    if kind == "lab":
        step("naming its Python to JupyterLab", install_kernel)
    for stamp in stamps:
        stamp.write_text(expected, encoding="utf-8")
    print(f"set up in {time.monotonic() - started:.0f} s; this is done once")


def make_environment():
    try:
        import ensurepip  # noqa: F401 - Debian leaves it out
        import venv  # noqa: F401
    except ImportError:
        raise Trouble(
            "this Python cannot make environments: install python3-venv "
            "(Debian, Ubuntu: apt install python3-venv), then run the same command again"
        ) from None
    if VENV.exists():
        shutil.rmtree(VENV)
    run("could not make .venv", "the lines below say why", sys.executable, "-m", "venv", VENV)


def install_uv():
    run(
        "could not install uv from the package index",
        NETWORK,
        *(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"),
        *("--require-hashes", "--only-binary=:all:", "--requirement", "bootstrap.lock"),
    )


def install_packages(lock):
    run(
        f"could not install the packages of {lock}",
        NETWORK,
        *(UV, "pip", "sync", "--quiet", "--python", PYTHON),
        *("--require-hashes", "--compile-bytecode", lock),
    )


def install_project():
    run(
        "could not add this project to .venv",
        "the lines below say why",
        *(UV, "pip", "install", "--quiet", "--python", PYTHON, "--no-deps", "--editable", "."),
    )


def install_kernel():
    """Give the kernel its full path: Jupytext knows it by that, and Lab then asks for no kernel."""
    run(
        "could not name this environment's Python to JupyterLab",
        "the lines below say why",
        *(PYTHON, "-m", "ipykernel", "install", "--sys-prefix"),
    )


def stamp_text(kind):
    """The folder, as an environment cannot be moved, and a digest of all that settles its content.

    The Makefile compares the first line with the folder it is in.
    """
    digest = hashlib.sha256()
    for name in SETTLED_BY:
        digest.update(hashlib.sha256((ROOT / name).read_bytes()).digest())
    return f"{ROOT}\n{kind} {digest.hexdigest()}\n"


def is_in_its_place():
    """Many files of an environment name its folder: one that was moved has to be made again."""
    return str(VENV) in read(VENV / "pyvenv.cfg")


def pinned_uv_version():
    for line in read(ROOT / "bootstrap.lock").splitlines():
        if line.startswith("uv=="):
            return line.removeprefix("uv==").split()[0]
    raise Trouble("bootstrap.lock pins no uv: get it back with `git checkout bootstrap.lock`")


def says(*command):
    """What the command prints, or nothing where it is missing or fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except OSError:
        return ""
    return "" if done.returncode else done.stdout


def read(path):
    """The file's text, or nothing where there is none."""
    return path.read_text(encoding="utf-8") if path.exists() else ""


def step(what, work, *arguments):
    print(f"{what} ...", end=" ", flush=True)
    started = time.monotonic()
    try:
        work(*arguments)
    except BaseException:
        print("failed", flush=True)
        raise
    print(f"{time.monotonic() - started:.1f} s", flush=True)


def run(failure, advice, *command):
    """Run the command in the project's folder; where it fails, say so and repeat its last lines."""
    done = subprocess.run(
        command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode:
        detail = "".join(f"\n  {line}" for line in done.stdout.splitlines()[-12:])
        raise Trouble(f"{failure}: {advice}{detail}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
