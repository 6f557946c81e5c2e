"""JSON Schemas (2020-12) of what people type, for editors: completion, hints, wavy lines.

The reader in this package decides what is right; a schema is its short form. It asks for the usual
spelling where the reader takes several, and cannot know what only the whole site tells.
Only words that mean the same in draft 7 are used: many editors know no later one.
"""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any

from generator.content.settings import LATER_KEYS
from generator.content.times import TIME_EXAMPLE
from generator.model.component import ComponentStatus
from generator.model.incident import IncidentClass
from generator.model.site import DEFAULT_WEIGHTS
from generator.model.update import Impact

Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DAY = r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
_CLOCK = r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?"
_ZONE = "([Uu][Tt][Cc]|[Zz]|[+-][0-9]{2}:?[0-9]{2})"
_TIME = f"{_DAY}[Tt ] ?{_CLOCK} ?{_ZONE}"
_COMPONENT_ID = "^[a-z0-9][a-z0-9-]{0,99}$"
_EVENT_ID = r"^[^\s.\-/\\][^\s/\\]{0,99}$"
_SITE_ADDRESS = r"^https?://[^\s?#]+$"
_CONTACT = r"^(https?://[^\s]+|[^@\s]+@[^@\s]+\.[^@\s]+)$"


def schema_of(kind: str) -> Schema:
    """The schema of `site` (site.yml), or of the front matter of an `incident` or `maintenance`."""
    return KINDS[kind]()


def _site() -> Schema:
    keys = {
        "title": _text("What the page is called, in its head and in every feed"),
        "url": _matching(
            _SITE_ADDRESS, "Where the page will be found, such as https://status.acme.example"
        ),
        "identity": _matching(
            r"^[a-z0-9][a-z0-9.-]*,[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
            "The root of feed and calendar ids, such as status.acme.example,2026. Never change it",
        ),
        "mirrors": _list(
            _matching(_SITE_ADDRESS, "Another address of the same pages"),
            "Other places with the same pages, for when the first one does not answer",
        ),
        "timezone": _matching(
            r"^[A-Za-z][A-Za-z0-9_+/-]*$",
            "The zone in which pages show times, such as Europe/Berlin",
        ),
        "contact": _matching(_CONTACT, "Whom to ask; it must work while the product does not"),
        "security": _object(
            {
                "contact": _matching(_CONTACT, "Whom to tell"),
                "expires": _day("Until then it holds"),
            },
            "Whom to tell of a weakness: .well-known/security.txt (RFC 9116)",
            needed=("contact", "expires"),
        ),
        "brand": _object(_brand(), "How the page looks as yours"),
        "follow": _mapping(
            {"anyOf": [{"const": "page"}, {"type": "string", "pattern": _CONTACT}]},
            "Other ways to follow: the name that readers see, and an address (or `page`)",
        ),
        "theme": _theme(),
        "components": _list(_layout(), "What customers know by name, in the order of the page"),
        "weights": _object(_weights(), "What a second in a state takes from a second of uptime"),
    }
    later = {
        key: {"description": f"For {what}, which this version cannot do yet: it has no effect"}
        for key, what in LATER_KEYS.items()
    }
    return _document("content/site.yml of a Fogbell site", {**keys, **later}, ("title", "url"))


def _brand() -> Schema:
    return {
        "logo": _text("A picture in content/, such as media/logo.svg"),
        "accent": _matching(
            "^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$", 'A colour for links, in quotes: "#0f6e84"'
        ),
    }


def _theme() -> Schema:
    name = _matching("^[a-z0-9][a-z0-9-]*$", "A folder of themes/; usually `default`")
    options = _mapping(_text("yes, no, a number or text"), "What this theme lets you choose")
    described = "How the page looks: the name of a theme, or `name:` and `options:`"
    keys = {"name": name, "options": options}
    return _described(described, anyOf=[name, _object(keys, "A theme and its options")])


def _layout() -> Schema:
    component = _object(_component(), "A component", ("id", "name"))
    group = {
        "group": _text("The heading of the group"),
        "id": _matching(_COMPONENT_ID, "An id of its own; default: made from its name"),
        "components": _list(component, "What stands under the heading"),
    }
    return {"anyOf": [component, _object(group, "A group", ("group", "components"))]}


def _component() -> Schema:
    return {
        "id": _matching(_COMPONENT_ID, "What you type in an incident; keep it for ever"),
        "name": _text("What customers call it"),
        "description": _text("What it is good for, in a few words"),
        "since": _day("Its history begins on this day; default: with the site's oldest event"),
        "retired": _day("From this day on the home page hides it; its pages and feeds stay"),
        "sla": {
            "type": ["number", "string"],
            "exclusiveMinimum": 0,
            "maximum": 100,
            "pattern": r"^[0-9]{1,3}(\.[0-9]{1,9})?$",
            "description": "The uptime promised for each month, in percent, such as 99.9",
        },
    }


def _weights() -> Schema:
    weight = {
        "type": ["number", "string"],
        "minimum": 0,
        "maximum": 1,
        "pattern": r"^[01](\.[0-9]+)?$",
    }
    return {
        status.value: {**weight, "description": f"{status.label}: from 0 to 1; default: {usual}"}
        for status, usual in DEFAULT_WEIGHTS
    }


def _incident() -> Schema:
    keys = {
        "title": _text("What customers notice, such as: Uploads fail"),
        "impact": _one_of(Impact, "How bad it is for customers"),
        "components": _mapping(
            _one_of(ComponentStatus, "Its status from the start on"),
            "The components it touches, by the ids of site.yml",
            _COMPONENT_ID,
        ),
        "started": _time("When it began for customers; default: the first update"),
        "detected": _time("When we noticed"),
        "ended": _matching(
            f"^({_TIME}|[Uu]nknown)$",
            "When it was really over, if not at Resolved; `unknown`: over, but nobody knows when",
        ),
        "class": _one_of(IncidentClass, "A matter of security, or of people's data"),
        "errors": _list(_text("One message"), "What customers may see, word for word"),
        "postmortem_due": _day("When you will have told what happened"),
        **_common(),
    }
    return _document("The front matter of an incident", keys, ("title", "impact"))


def _maintenance() -> Schema:
    claim = {"enum": [*ComponentStatus, None], "description": "Default: under_maintenance"}
    keys = {
        "title": _text("What is done, such as: Database upgrade"),
        "scheduled": _matching(
            f"^{_TIME} +to +{_TIME}$", f"The window: {TIME_EXAMPLE} to 2026-11-20 14:15 UTC"
        ),
        "components": {
            "anyOf": [
                _mapping(claim, "", _COMPONENT_ID),
                _list(_matching(_COMPONENT_ID, "A component's id"), ""),
            ],
            "description": "The components it touches, with their status in the window",
        },
        "auto_complete": _yes_no("It is over at its end by the clock, even if nobody writes"),
        "emergency": _text("Why it was announced at short notice"),
        **_common(),
    }
    return _document("The front matter of maintenance", keys, ("title", "scheduled"))


def _common() -> Schema:
    note = {"anyOf": [_text("A note"), _list(_text("A note"), "Notes")]}
    return {
        "id": _matching(_EVENT_ID, "Its address and its id in feeds, if not the file's name"),
        "reference": _text("A number that customers may quote"),
        "override": _mapping(_text("The reason"), "Rules set aside here, each with the reason"),
        "internal": _mapping(note, "Notes for the team: never published, in no output"),
        "backfilled": _yes_no("Written after the fact: in the history, in no feed"),
        "drill": _yes_no("An exercise: only in a build with --drill"),
    }


#: in the order in which people meet them
KINDS: dict[str, Callable[[], Schema]] = {
    "site": _site,
    "incident": _incident,
    "maintenance": _maintenance,
}


def _document(title: str, keys: Schema, needed: tuple[str, ...]) -> Schema:
    return {"$schema": _DIALECT, "title": title, **_object(keys, "", needed)}


def _object(keys: Schema, description: str, needed: tuple[str, ...] = ()) -> Schema:
    """Lines of `key: value`, with these keys and no others."""
    return _described(description, type="object", properties=keys, required=[*needed]) | {
        "additionalProperties": False
    }


def _mapping(value: Schema, description: str, key_pattern: str = "") -> Schema:
    """Lines of `key: value`, with keys that the author chooses."""
    names = {"propertyNames": {"pattern": key_pattern}} if key_pattern else {}
    return _described(description, type="object", additionalProperties=value, **names)


def _list(item: Schema, description: str) -> Schema:
    return _described(description, type="array", items=item)


def _text(description: str) -> Schema:
    """The reader takes whatever stands there as text, also `404` and `true`."""
    return _described(description, type=["string", "number", "boolean"])


def _matching(pattern: str, description: str) -> Schema:
    return _described(description, type="string", pattern=pattern)


def _time(description: str) -> Schema:
    return _matching(f"^{_TIME}$", f"{description}. Like {TIME_EXAMPLE}")


def _day(description: str) -> Schema:
    return _matching(f"^{_DAY}$", f"{description}. Like 2026-11-27")


def _yes_no(description: str) -> Schema:
    """An editor that knows YAML 1.2 reads `yes` as text and `true` as a truth value."""
    return _described(description, enum=["yes", "no", True, False])


def _one_of(words: Iterable[StrEnum], description: str) -> Schema:
    return _described(description, enum=[word.value for word in words])


def _described(description: str, **schema: Any) -> Schema:
    return {**({"description": description} if description else {}), **schema}
