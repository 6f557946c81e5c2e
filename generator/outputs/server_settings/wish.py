"""What settings are wished for: which site, called what, lying where."""

import re
from dataclasses import dataclass

_HASHES = re.compile(r"'sha256-[^']*'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the settings of every kind of server are made of."""

    #: the host that readers ask for, in ASCII
    name: str
    #: readers come by HTTPS
    is_secure: bool
    #: what the site's address has after its host, such as `/status`; mostly empty
    prefix: str
    #: the folder in which the files lie
    root: str
    #: where else they lie, http(s)://host[:port][/path]; empty: on this machine
    origin: str
    #: the policy of the pages
    policy: str


def lasting(policy: str) -> str:
    """A policy that the next theme keeps to as well: without the hashes of its style and script.

    Servers are told seldom, pages change with every theme and version. Each page has the hashes in
    its own <meta>, and browsers hold it to both.
    """
    return _HASHES.sub("'unsafe-inline'", policy)
