"""`policy:` and `roles:` of site.yml become a Policy and Roles."""

from dataclasses import fields, replace
from datetime import timedelta
from functools import partial
from typing import Any

from generator.content.fields import (
    Converter,
    Problems,
    as_line,
    as_mapping,
    as_words,
    as_yes_no,
    list_of,
    refuse_unknown,
)
from generator.content.times import parse_duration
from generator.content.yamlio import Mapping, Node
from generator.errors import error
from generator.model.policy import DEFAULT_POLICY, Limits, Policy, Roles

_LIMITS = tuple(field.name for field in fields(Limits))


def as_policy(node: Node, problems: Problems) -> Policy | None:
    """The thresholds and words of a team; the usual ones for those not named."""
    converters: dict[str, Converter[Any]] = {
        "first": partial(_as_limits, usual=DEFAULT_POLICY.first),
        "gap": partial(_as_limits, usual=DEFAULT_POLICY.gap),
        "ahead": _as_length,
        "strict": as_yes_no,
        "internal_hosts": list_of(_as_host),
        "public": list_of(as_line),
        "glossary": list_of(as_words),
    }
    told = as_mapping(node, problems)
    if told is None:
        return None
    refuse_unknown(told, converters, "policy", problems)
    return replace(DEFAULT_POLICY, **_taken(told, converters, problems))


def as_roles(node: Node, problems: Problems) -> Roles | None:
    """Who speaks for the team, and who stands in."""
    converters: dict[str, Converter[Any]] = {field.name: _as_role for field in fields(Roles)}
    told = as_mapping(node, problems)
    if told is None:
        return None
    refuse_unknown(told, converters, "roles", problems)
    return Roles(**_taken(told, converters, problems))


def _taken(
    told: Mapping, converters: dict[str, Converter[Any]], problems: Problems
) -> dict[str, Any]:
    given = {key: told.get(key) for key in converters}
    values = {key: converters[key](value, problems) for key, value in given.items() if value}
    return {key: value for key, value in values.items() if value is not None}


def _as_limits(node: Node, problems: Problems, *, usual: Limits) -> Limits | None:
    """A length for each impact, or one for all."""
    if not isinstance(node, Mapping):
        length = _as_length(node, problems)
        return Limits(minor=length, major=length, critical=length) if length else None
    refuse_unknown(node, _LIMITS, "this table of impacts", problems)
    return replace(usual, **_taken(node, dict.fromkeys(_LIMITS, _as_length), problems))


def _as_length(node: Node, problems: Problems) -> timedelta | None:
    text = as_words(node, problems)
    length = parse_duration(text) if text else None
    if text and not length:
        message = f"'{text}' is not a length of time"
        problems.append(error("KEY-09", node.location, message, "write one like 30m or 1h30m"))
    return length or None


def _as_host(node: Node, problems: Problems) -> str | None:
    """A name such as `corp.acme.example`, also as `.corp` or `*.corp`."""
    text = as_words(node, problems)
    name = text.casefold().removeprefix("*").strip(".") if text else ""
    if text and (not name or any(character in name for character in "/:@* ")):
        message = f"'{text}' is not the name of a host"
        problems.append(
            error("KEY-10", node.location, message, "write the end of it: corp.acme.example")
        )
        return None
    return name or None


def _as_role(node: Node, problems: Problems) -> str | None:
    """Words for a role; whoever holds it now may be gone tomorrow, and is nobody's business."""
    text = as_line(node, problems)
    if text and "@" in text:
        message = f"'{text}' is a person's address; a role belongs here"
        problems.append(error("KEY-10", node.location, message, 'such as "on-call lead"'))
        return None
    return text
