"""content/site.yml becomes Settings."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from generator.content.addresses import (
    as_colour,
    as_contact,
    as_number,
    as_site_address,
    as_zone,
)
from generator.content.fields import (
    Problems,
    as_date,
    as_line,
    as_mapping,
    as_words,
    list_of,
    optional,
    pairs_of,
    refuse_unknown,
    required,
)
from generator.content.layout import as_layout
from generator.content.origins import as_independence, as_origins
from generator.content.policy import as_policy, as_roles
from generator.content.source import Source
from generator.content.yamlio import MAX_SETTINGS_NODES, Mapping, Node, Scalar, Sequence, parse_yaml
from generator.errors import Location, Problem, error, has_errors, warning
from generator.model.component import ComponentStatus
from generator.model.policy import DEFAULT_POLICY, NO_ROLES
from generator.model.site import DEFAULT_WEIGHTS, Security, Settings, ThemeOption

KEYS = (
    "title",
    "url",
    "identity",
    "mirrors",
    "timezone",
    "contact",
    "security",
    "brand",
    "follow",
    "theme",
    "components",
    "weights",
    "policy",
    "roles",
    "deploy",
    "independence",
)
SECURITY_KEYS = ("contact", "expires")
BRAND_KEYS = ("logo", "accent")
THEME_KEYS = ("name", "options")
#: keys of parts that are still to come, with what they are for
LATER_KEYS = {
    "notify": "sending messages",
}

_SECURITY_CONTACT_HINT = "add `contact:` with a mail or web address"
_SECURITY_EXPIRES_HINT = "add `expires:` with a day within a year, such as 2027-06-30"
_URL_HINT = "add the address of the page, such as `url: https://status.acme.example`"


def parse_settings(source: Source) -> tuple[Settings | None, Problems]:
    """The settings in `source`; None where there is an error."""
    node, problems = parse_yaml(source, 1, len(source.lines), MAX_SETTINGS_NODES)
    if not isinstance(node, Mapping):
        if not problems:
            problems.append(_no_settings(source, node))
        return None, problems
    node = replace(node, location=Location(source.file))
    refuse_unknown(node, (*KEYS, *LATER_KEYS), "site.yml", problems)
    problems.extend(_later(node))
    title = required(node, "title", as_line, problems, "add a name, such as `title: Acme Status`")
    url = required(node, "url", as_site_address, problems, _URL_HINT)
    values = {
        "identity": optional(node, "identity", _as_identity, problems) or _default_identity(url),
        "mirrors": optional(node, "mirrors", list_of(as_site_address), problems) or (),
        "timezone": optional(node, "timezone", as_zone, problems) or "UTC",
        "contact": optional(node, "contact", as_contact, problems) or "",
        "security": optional(node, "security", _as_security, problems),
        **_brand(node, problems),
        "follow": optional(node, "follow", pairs_of(_as_follow), problems) or (),
        **_theme(node, problems),
        "weights": optional(node, "weights", _as_weights, problems) or DEFAULT_WEIGHTS,
        "policy": optional(node, "policy", as_policy, problems) or DEFAULT_POLICY,
        "roles": optional(node, "roles", as_roles, problems) or NO_ROLES,
        "origins": optional(node, "deploy", as_origins, problems) or (),
        **_independence(node, problems),
        "layout": optional(node, "components", as_layout, problems) or (),
        "location": Location(source.file),
    }
    if title is None or url is None or has_errors(problems):
        return None, problems
    return Settings(title=title, url=url, **values), problems


def _no_settings(source: Source, node: Node | None) -> Problem:
    message = "holds no settings: lines of `key: value` such as `title: Acme Status`"
    if node is None:
        return error("FILE-09", Location(source.file), message)
    hint = "delete the `- ` before each key" if isinstance(node, Sequence) else ""
    return error("FILE-09", replace(node.location, width=1), message, hint)


def _independence(settings: Mapping, problems: Problems) -> dict[str, Any]:
    told = optional(settings, "independence", as_independence, problems)
    return {"product": told[0], "declared": told[1]} if told else {}


def _as_security(node: Node, problems: Problems) -> Security | None:
    """Both keys, as RFC 9116 asks."""
    told = as_mapping(node, problems)
    if told is None:
        return None
    refuse_unknown(told, SECURITY_KEYS, "security", problems)
    contact = required(told, "contact", as_contact, problems, _SECURITY_CONTACT_HINT)
    expires = required(told, "expires", as_date, problems, _SECURITY_EXPIRES_HINT)
    said = told.get("expires")
    if contact is None or expires is None or said is None:
        return None
    return Security(contact=contact, expires=expires, place=said.location)


def _later(settings: Mapping) -> Iterator[Problem]:
    for key, _ in settings.entries:
        if what := LATER_KEYS.get(key.text.casefold()):
            message = (
                f"'{key.text}' is for {what}, which this version cannot do yet: it has no effect"
            )
            yield warning("KEY-13", key.location, message)


def _default_identity(url: str | None) -> str:
    return f"{urlsplit(url or '').hostname},2000"


def _as_identity(node: Node, problems: Problems) -> str | None:
    """The authority of a tag URI (RFC 4151): a host name, a comma, a date."""
    text = as_words(node, problems)
    if text is None or re.fullmatch(r"[a-z0-9][a-z0-9.-]*,[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", text):
        return text
    message = f"'{text}' is not a host name, a comma and a year"
    hint = "write one like status.acme.example,2026 and never change it"
    problems.append(error("KEY-12", node.location, message, hint))
    return None


def _theme(settings: Mapping, problems: Problems) -> dict[str, Any]:
    """`theme: NAME`, or its lines `name:` and `options:`."""
    node = settings.get("theme")
    if not isinstance(node, Mapping):
        return {"theme": optional(settings, "theme", _as_theme_name, problems) or "default"}
    refuse_unknown(node, THEME_KEYS, "theme", problems)
    return {
        "theme": optional(node, "name", _as_theme_name, problems) or "default",
        "theme_options": optional(node, "options", _as_theme_options, problems) or (),
    }


def _as_theme_name(node: Node, problems: Problems) -> str | None:
    text = as_words(node, problems)
    if text is None or re.fullmatch(r"[a-z0-9][a-z0-9-]*", text):
        return text
    message = f"'{text}' cannot be the name of a theme: small letters, digits and `-`"
    problems.append(error("KEY-12", node.location, message))
    return None


def _as_theme_options(node: Node, problems: Problems) -> tuple[ThemeOption, ...] | None:
    mapping = as_mapping(node, problems)
    if mapping is None:
        return None
    texts = [(key, value, as_line(value, problems)) for key, value in mapping.entries]
    return tuple(
        ThemeOption(name=key.text, text=text, name_place=key.location, text_place=value.location)
        for key, value, text in texts
        if text is not None
    )


def _as_follow(node: Node, problems: Problems) -> str | None:
    """An address, or `page` for the status page itself."""
    if isinstance(node, Scalar) and node.text == "page":
        return node.text
    return as_contact(node, problems)


def _brand(settings: Mapping, problems: Problems) -> dict[str, Any]:
    brand = optional(settings, "brand", as_mapping, problems)
    if brand is None:
        return {}
    refuse_unknown(brand, BRAND_KEYS, "brand", problems)
    places = {f"{key}_place": node.location for key in BRAND_KEYS if (node := brand.get(key))}
    return {
        "logo": optional(brand, "logo", as_line, problems) or "",
        "accent": optional(brand, "accent", as_colour, problems) or "",
        **places,
    }


def _as_weights(
    node: Node, problems: Problems
) -> tuple[tuple[ComponentStatus, Decimal], ...] | None:
    """A number from 0 to 1 for each status; the usual ones for those not named."""
    mapping = as_mapping(node, problems)
    if mapping is None:
        return None
    refuse_unknown(mapping, [status.value for status, _ in DEFAULT_WEIGHTS], "weights", problems)
    weights = dict(DEFAULT_WEIGHTS)
    for status in weights:
        given = mapping.get(status.value)
        weight = as_number(given, problems) if given else None
        if given and weight is not None and weight > 1:
            problems.append(error("KEY-09", given.location, "a weight is at most 1"))
        elif weight is not None:
            weights[status] = weight
    return tuple(weights.items())
