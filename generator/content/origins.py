"""`deploy:` and `independence:` of site.yml become Origins and a Product."""

import re
from dataclasses import replace
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from generator.content.addresses import as_site_address
from generator.content.fields import (
    Converter,
    Problems,
    as_date,
    as_line,
    as_mapping,
    as_words,
    list_of,
    optional,
    refuse_unknown,
    required,
)
from generator.content.yamlio import Node
from generator.errors import did_you_mean, error
from generator.model.origin import NO_PRODUCT, Declared, Origin, Product

ORIGIN_KEYS = (
    "name",
    "url",
    "public",
    "provider",
    "account",
    "region",
    "cdn",
    "env",
    "accept",
)
DECLARED_KEYS = ("drill", "second_remote", "credentials", "alerts", "watcher")
PRODUCT_KEYS = ("domains", "provider", "account", "regions", "cdn", "dns")
#: what a store's address begins with, and what it is
SCHEMES = {
    "s3": "Amazon S3, and all that speak like it",
    "gs": "Google Cloud Storage",
    "az": "Azure Blob Storage",
    "file": "a folder of this machine",
}
#: what belongs to the product is often written one level too high
_DECLARED_HINTS = MappingProxyType(
    {key: f"indent it below `product:`: `product: {{{key}: …}}`" for key in PRODUCT_KEYS}
)
_NAME_HINT = "add a name for reports, such as `name: primary`"
_URL_HINT = "add where it is written, such as `url: s3://acme-status/`"


def as_origins(node: Node, problems: Problems) -> tuple[Origin, ...] | None:
    """Every origin; two must not have one name or one place."""
    origins = list_of(_as_origin)(node, problems)
    for at, origin in enumerate(origins or ()):
        for earlier in (origins or ())[:at]:
            if origin.name == earlier.name or origin.url == earlier.url:
                same = "name" if origin.name == earlier.name else "url"
                message = f"two origins have the {same} '{getattr(origin, same)}'"
                problems.append(error("KEY-12", origin.place, message))
    return origins


def as_independence(node: Node, problems: Problems) -> tuple[Product, Declared] | None:
    """What stands under `product:`, and what people declare beside it."""
    told = as_mapping(node, problems)
    if told is None:
        return None
    refuse_unknown(told, ("product", *DECLARED_KEYS), "independence", problems, _DECLARED_HINTS)
    product = optional(told, "product", _as_product, problems)
    converters: dict[str, Converter[Any]] = dict.fromkeys(DECLARED_KEYS, as_line)
    converters["drill"] = as_date
    given = {key: optional(told, key, converters[key], problems) for key in DECLARED_KEYS}
    declared = Declared(**{key: value for key, value in given.items() if value is not None})
    return product or NO_PRODUCT, declared


def _as_product(node: Node, problems: Problems) -> Product | None:
    product = as_mapping(node, problems)
    if product is None:
        return None
    refuse_unknown(product, PRODUCT_KEYS, "product", problems)
    converters: dict[str, Converter[Any]] = dict.fromkeys(PRODUCT_KEYS, as_line)
    converters |= {"domains": list_of(as_words), "regions": list_of(as_words)}
    given = {key: optional(product, key, converters[key], problems) for key in PRODUCT_KEYS}
    return Product(**{key: value for key, value in given.items() if value is not None})


def _as_origin(node: Node, problems: Problems) -> Origin | None:
    told = as_mapping(node, problems)
    if told is None:
        return None
    refuse_unknown(told, ORIGIN_KEYS, "an origin", problems)
    name = required(told, "name", _as_name, problems, _NAME_HINT)
    url = required(told, "url", _as_store, problems, _URL_HINT)
    public = optional(told, "public", as_site_address, problems)
    env = optional(told, "env", _as_prefix, problems)
    words = {
        key: optional(told, key, as_line, problems) or ""
        for key in ("provider", "account", "region", "cdn", "accept")
    }
    if name is None or url is None:
        return None
    origin = Origin(name=name, url=url, place=told.location, **words)
    return replace(origin, public=public or "", env=env or "")


def _as_name(node: Node, problems: Problems) -> str | None:
    return _matching(node, problems, "[a-z0-9][a-z0-9-]{0,39}", "small letters, digits and `-`")


def _as_prefix(node: Node, problems: Problems) -> str | None:
    return _matching(node, problems, "[A-Z][A-Z0-9_]{0,39}_", "capital letters, and `_` at its end")


def _matching(node: Node, problems: Problems, pattern: str, what: str) -> str | None:
    text = as_words(node, problems)
    if text is None or re.fullmatch(pattern, text):
        return text
    problems.append(error("KEY-12", node.location, f"'{text}' cannot be used here: {what}"))
    return None


def _as_store(node: Node, problems: Problems) -> str | None:
    """The address of a store or a folder, with a final slash; it holds no secret."""
    text = as_line(node, problems)
    if text is None:
        return None
    fault, hint = store_fault(text)
    if not fault:
        return text.rstrip("/") + "/"
    problems.append(error("KEY-10", node.location, fault, hint))
    return None


def store_fault(text: str) -> tuple[str, str]:
    """What is wrong with the address of a store, and how to mend it."""
    scheme, found, _ = text.partition("://")
    if not found or scheme not in SCHEMES:
        known = ", ".join(f"{each}://" for each in SCHEMES)
        near = did_you_mean(scheme, SCHEMES)
        return f"'{text}' is not the address of a store: {known}", near
    try:
        parts = urlsplit(text)
    except ValueError:
        return f"'{text}' is not a whole address", ""
    if "@" in parts.netloc or parts.query:
        hint = "credentials come from the environment: AWS_ACCESS_KEY_ID, …"
        return "an address must not hold a password: everybody reads it", hint
    if scheme == "file" and (parts.netloc or not parts.path.strip("/")):
        return f"'{text}' names no folder", "three slashes, and a whole path: file:///srv/status"
    if scheme != "file" and not parts.netloc:
        return f"'{text}' names no bucket", f"write one like {scheme}://acme-status/"
    return "", ""
