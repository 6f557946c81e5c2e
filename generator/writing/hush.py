"""What is said on a terminal about somebody's words, with stars for the secrets in them."""

from collections.abc import Iterable

from generator.checks.leaks.problems import without_secrets
from generator.errors import Location, Problem, error, format_problem


def without_secrets_in(line: str) -> str:
    """The line with stars for what looks like a secret: terminals are shared, and logs are read."""
    return without_secrets(error("COM-40", Location("", text=line), "")).location.text


def told(problems: Iterable[Problem]) -> str:
    """Problems as they are printed; excerpts and hints may repeat what was typed."""
    lines = "\n".join(map(format_problem, problems)).split("\n")
    return "\n".join(map(without_secrets_in, lines))
