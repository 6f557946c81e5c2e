"""What an origin may see of the environment, and how its secrets are kept out of every message."""

import re
from collections.abc import Iterable, Mapping

#: what the names of variables begin with that the libraries of stores read
FAMILIES = ("AWS_", "GOOGLE_", "AZURE_")
_SECRET = re.compile("KEY|SECRET|TOKEN|PASSWORD|CREDENTIAL|SAS|AUTHORIZATION")
#: nobody's secret is shorter, and short words are in every sentence
_SHORTEST = 6
#: of which a file or an address is named, not the secret itself
_NAMES_A_PLACE = re.compile("(FILE|URI|URL|ENDPOINT|CREDENTIALS)$")


def environment_of(prefix: str, environment: Mapping[str, str]) -> dict[str, str]:
    """The variables as an origin sees them: with `prefix`, only those, and without it."""
    others = {name: value for name, value in environment.items() if not name.startswith(FAMILIES)}
    if not prefix:
        return dict(environment)
    own = {
        name.removeprefix(prefix): value
        for name, value in environment.items()
        if name.startswith(tuple(f"{prefix}{family}" for family in FAMILIES))
    }
    return {**others, **own}


def has_credentials(environment: Mapping[str, str]) -> bool:
    """Whether anything in it is for a store at all."""
    return any(name.startswith(FAMILIES) for name in environment)


def secrets_in(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Every value that must not be read by anybody, the longest first."""
    found = {
        value
        for name, value in environment.items()
        if _SECRET.search(name.upper())
        and not _NAMES_A_PLACE.search(name.upper())
        and len(value) >= _SHORTEST
    }
    return tuple(sorted(found, key=len, reverse=True))


def redacted(text: str, secrets: Iterable[str]) -> str:
    """`text` without any of the secrets."""
    for secret in secrets:
        text = text.replace(secret, "[secret]")
    return text
