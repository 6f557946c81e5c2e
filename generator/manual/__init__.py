"""What every code means: `check --explain CODE`, docs/problems.md and docs/policy.md."""

from textwrap import fill

from generator.manual.clock import CLOCK
from generator.manual.conduct import CONDUCT
from generator.manual.leaks import LEAKS
from generator.manual.problems import PROBLEMS
from generator.manual.rule import RuleText, in_full
from generator.manual.wording import WORDING


def _number(code: str) -> int:
    return int(code.partition("-")[2])


_RULES = {**LEAKS, **CONDUCT, **WORDING, **CLOCK}
#: the communication policy, by code
POLICY: dict[str, RuleText] = {code: _RULES[code] for code in sorted(_RULES, key=_number)}
#: all there is
MANUAL: dict[str, str] = {**PROBLEMS, **{code: in_full(rule) for code, rule in POLICY.items()}}


def explain(code: str) -> str | None:
    """The text for a code, in any case; None for one that does not exist."""
    text = MANUAL.get(code.upper())
    if text is None:
        return None
    paragraphs = "\n\n".join(fill(paragraph, 78) for paragraph in text.split("\n\n"))
    return f"{code.upper()}\n\n{paragraphs}\n"
