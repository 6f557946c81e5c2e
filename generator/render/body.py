"""An author's words as a view holds them: still Markdown, with what its relative links mean."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Body:
    text: str
    #: relative addresses as typed, and the published address of each
    targets: tuple[tuple[str, str], ...] = ()
