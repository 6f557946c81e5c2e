"""The rules against what must never be public: COM-40 to COM-44."""

from generator.manual.rule import RuleText

LEAKS: dict[str, RuleText] = {}
