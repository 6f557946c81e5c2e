"""Start Fogbell from a checkout: `python build.py [COMMAND]`; no command means `build`.

Written so that Python 3.6 can read it: an old Python gets a sentence, not a syntax error.
"""

import importlib.util
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(HERE, ".venv")
LIBRARIES = (
    "argcomplete",
    "feedgen",
    "icalendar",
    "jinja2",
    "markdown",
    "nh3",
    "tzdata",
    "watchdog",
    "yaml",
)

TOO_OLD = "Fogbell needs Python 3.11 or newer; this is Python {}."
NOT_SET_UP = """Fogbell's libraries are missing: {}. Set them up with one of these two commands:
  make site
  python3 -m pip install -r requirements/runtime.txt"""


def main() -> int:
    """Run the command line, under .venv's Python if this one cannot; gives the exit code."""
    problem = what_is_wrong()
    if not problem:
        if HERE not in sys.path:  # `python -P` leaves it out
            sys.path.insert(0, HERE)
        from generator.cli import main as run

        return run()
    restart_under_venv()  # does not return if it can
    sys.stderr.write(problem + "\n")
    return 2


def what_is_wrong() -> str:
    """Why this Python cannot run Fogbell, in words; empty if it can."""
    if sys.version_info < (3, 11):
        return TOO_OLD.format(sys.version.split()[0])
    # Looked for, not imported: most runs need only some of them, and importing costs time.
    missing = [name for name in LIBRARIES if importlib.util.find_spec(name) is None]
    return NOT_SET_UP.format(", ".join(missing)) if missing else ""


def restart_under_venv() -> None:
    """Become `.venv/bin/python build.py ...`, unless there is none or it is running already."""
    python = os.path.join(VENV, "bin", "python")
    # Without pyvenv.cfg that Python would not know it is in .venv, and would restart for ever.
    if not os.path.exists(python) or not os.path.exists(os.path.join(VENV, "pyvenv.cfg")):
        return
    if os.path.realpath(sys.prefix) == os.path.realpath(VENV):
        return
    try:
        os.execv(python, [python, os.path.abspath(__file__), *sys.argv[1:]])  # noqa: S606 - no shell wanted
    except OSError:
        return  # a damaged .venv: what is wrong with this Python is the better thing to say


if __name__ == "__main__":
    sys.exit(main())
