"""The schema of site.yml."""

from generator.content.schema.pieces import (
    COMPONENT_ID,
    Schema,
    day,
    described,
    document,
    mapping,
    matching,
    rows,
    table,
    words,
    yes_no,
)
from generator.content.settings import LATER_KEYS
from generator.model.site import DEFAULT_WEIGHTS

SITE_ADDRESS = r"^https?://[^\s?#]+$"
_CONTACT = r"^(https?://[^\s]+|[^@\s]+@[^@\s]+\.[^@\s]+)$"


def site_schema() -> Schema:
    """The settings of a site."""
    keys = {
        "title": words("What the page is called, in its head and in every feed"),
        "url": matching(
            SITE_ADDRESS, "Where the page will be found, such as https://status.acme.example"
        ),
        "identity": matching(
            r"^[a-z0-9][a-z0-9.-]*,[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
            "The root of feed and calendar ids, such as status.acme.example,2026. Never change it",
        ),
        "mirrors": rows(
            matching(SITE_ADDRESS, "Another address of the same pages"),
            "Other places with the same pages, for when the first one does not answer",
        ),
        "timezone": matching(
            r"^[A-Za-z][A-Za-z0-9_+/-]*$",
            "The zone in which pages show times, such as Europe/Berlin",
        ),
        "contact": matching(_CONTACT, "Whom to ask; it must work while the product does not"),
        "security": table(
            {
                "contact": matching(_CONTACT, "Whom to tell"),
                "expires": day("Until then it holds"),
            },
            "Whom to tell of a weakness: .well-known/security.txt (RFC 9116)",
            needed=("contact", "expires"),
        ),
        "brand": table(_brand(), "How the page looks as yours"),
        "follow": mapping(
            {"anyOf": [{"const": "page"}, {"type": "string", "pattern": _CONTACT}]},
            "Other ways to follow: the name that readers see, and an address (or `page`)",
        ),
        "theme": _theme(),
        "components": rows(_layout(), "What customers know by name, in the order of the page"),
        "weights": table(_weights(), "What a second in a state takes from a second of uptime"),
        "policy": table(_policy(), "What `fogbell check` asks of how incidents are written"),
        "roles": table(_roles(), "Who speaks for you: roles, never names"),
        "deploy": rows(_origin(), "Where the pages are published: two places or more"),
        "independence": table(_independence(), "What the pages must not share"),
    }
    later = {
        key: {"description": f"For {what}, which this version cannot do yet: it has no effect"}
        for key, what in LATER_KEYS.items()
    }
    return document("content/site.yml of a Fogbell site", {**keys, **later}, ("title", "url"))


def _brand() -> Schema:
    return {
        "logo": words("A picture in content/, such as media/logo.svg"),
        "accent": matching(
            "^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$", 'A colour for links, in quotes: "#0f6e84"'
        ),
    }


def _theme() -> Schema:
    name = matching("^[a-z0-9][a-z0-9-]*$", "A folder of themes/; usually `default`")
    options = mapping(words("yes, no, a number or text"), "What this theme lets you choose")
    about = "How the page looks: the name of a theme, or `name:` and `options:`"
    keys = {"name": name, "options": options}
    return described(about, anyOf=[name, table(keys, "A theme and its options")])


def _layout() -> Schema:
    component = table(_component(), "A component", ("id", "name"))
    group = {
        "group": words("The heading of the group"),
        "id": matching(COMPONENT_ID, "An id of its own; default: made from its name"),
        "components": rows(component, "What stands under the heading"),
    }
    return {"anyOf": [component, table(group, "A group", ("group", "components"))]}


def _component() -> Schema:
    return {
        "id": matching(COMPONENT_ID, "What you type in an incident; keep it for ever"),
        "name": words("What customers call it"),
        "description": words("What it is good for, in a few words"),
        "since": day("Its history begins on this day; default: with the site's oldest event"),
        "retired": day("From this day on the home page hides it; its pages and feeds stay"),
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


def _policy() -> Schema:
    length = matching("^[0-9]+ ?[A-Za-z]+( ?[0-9]+ ?[A-Za-z]+)*$", "A length of time, such as 30m")
    limits = table(dict.fromkeys(("minor", "major", "critical"), length), "")
    word = words("Word for word")
    return {
        "first": described("From the beginning to the first word", anyOf=[length, limits]),
        "gap": described("The longest silence until it is over", anyOf=[length, limits]),
        "ahead": {**length, "description": "How far ahead the next word may be promised"},
        "strict": yes_no("Also the rules of style that many good texts break"),
        "internal_hosts": rows(
            matching(r"^(\*?\.)?[^\s/:@*]+$", "The end of a name, such as corp.acme.example"),
            "Names of hosts that must never be public",
        ),
        "public": rows(word, "What looks internal and is meant for customers"),
        "glossary": rows(word, "Short words that your customers know, such as SSO"),
    }


def _roles() -> Schema:
    role = matching("^[^@]+$", "A role, such as on-call lead")
    return {"communications": role, "deputy": role}


def _origin() -> Schema:
    keys = {
        "name": matching("^[a-z0-9][a-z0-9-]{0,39}$", "A name for reports, such as primary"),
        "url": matching(
            "^(s3|gs|az|file)://[^\\s@?]+$", "Where it is written, such as s3://acme-status/"
        ),
        "public": matching(SITE_ADDRESS, "Where readers find it"),
        "provider": words("Who runs it, such as aws"),
        "account": words("Whose account it is in"),
        "region": words("Where it stands"),
        "cdn": words("What stands in front of it"),
        "env": matching("^[A-Z][A-Z0-9_]{0,39}_$", "What names of its credentials begin with"),
        "accept": words("Why something that it shares is all right"),
    }
    return table(keys, "A place that holds the whole site", ("name", "url"))


def _independence() -> Schema:
    return {
        "product": _product(),
        "drill": day("The last day on which somebody published without CI"),
        "second_remote": words("Where else the sources are"),
        "credentials": words("Where a second set of credentials lies; never the secret itself"),
        "alerts": words("How somebody hears that publishing failed"),
        "watcher": words("What notices, elsewhere, that the pages grow old"),
    }


def _product() -> Schema:
    keys = {
        "domains": rows(words("A domain"), "The product's own domains"),
        "provider": words("Who runs it, such as aws"),
        "account": words("Whose account it is in"),
        "regions": rows(words("A region"), "Where it stands"),
        "cdn": words("What stands in front of it"),
        "dns": words("Who answers for its names"),
    }
    return table(keys, "What the product runs on: what takes it down must not take down the page")
