"""The rules of how things are said."""

from generator.manual.rule import RuleText

WORDING: dict[str, RuleText] = {}
