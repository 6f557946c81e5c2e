"""The rules of what is told, and when."""

from generator.manual.rule import RuleText

CONDUCT: dict[str, RuleText] = {}
