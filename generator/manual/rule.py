"""How a rule of the communication policy is told: what it wants and why, and an example."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleText:
    #: "error", "warning", or both where it depends
    severity: str
    #: what it wants, in a line
    rule: str
    #: why, and what the checker can and cannot see
    why: str
    #: words that break it; empty where it is not about words
    bad: str = ""
    #: the same, as it should be
    good: str = ""


def in_full(text: RuleText) -> str:
    """All of it in paragraphs."""
    paragraphs = [f"{text.rule} ({text.severity})", text.why]
    if text.bad:
        paragraphs.append(f"Not: {text.bad}")
    if text.good:
        paragraphs.append(f"But: {text.good}")
    return "\n\n".join(paragraphs)
