"""COM-44: links to places that only we can open, and keys of tickets."""

import re

from generator.checks.leaks.pattern import Found, Pattern, words

#: what it is, small letters that it always holds, and what follows the scheme
_PLACES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (
        "your ticket system",
        (".atlassian.net/",),
        r"[\w-]+\.atlassian\.net/(?:browse|jira|wiki|issues)",
    ),
    (
        "your ticket system",
        ("jira.", "confluence."),
        r"(?:jira|confluence)\.[\w.-]+/(?:browse|display|pages|secure|issues)/",
    ),
    ("your chat", (".slack.com/",), r"[\w.-]+\.slack\.com/(?:archives|messages|client)/"),
    ("your chat", ("slack://",), r"(?<=slack://)channel"),
    ("your chat", ("teams.microsoft.com/",), r"teams\.microsoft\.com/l/"),
    ("your chat", ("discord",), r"discord(?:app)?\.com/channels/\d"),
    (
        "your ticket system",
        ("linear.app/",),
        r"linear\.app/[\w-]+/(?:issue|project|document|view)/",
    ),
    ("your notes", ("notion.so/",), r"(?:www\.)?notion\.so/(?!help|product|pricing)[\w-]"),
    (
        "your documents",
        ("docs.google.com/",),
        r"docs\.google\.com/(?:a/[\w.-]+/)?(?:document|spreadsheets|presentation)/(?:u/\d/)?d/(?!e/)(?![\w-]{1,100}/(?:pub|[\w?=&]{1,60}usp=sharing))",
    ),
    ("your documents", ("drive.google.com/",), r"drive\.google\.com/(?:drive|file|open|a)\b"),
    ("your documents", (".sharepoint.com/",), r"[\w-]+\.sharepoint\.com/"),
    (
        "your alarms",
        (".pagerduty.com/",),
        r"[\w-]+\.pagerduty\.com/(?:incidents|services|schedules|alerts)",
    ),
    ("your alarms", (".opsgenie.com/",), r"[\w.-]+\.opsgenie\.com/(?:alert|incident)"),
    (
        "your incident tool",
        (".incident.io/", "rootly.", "firehydrant."),
        r"(?:app\.incident\.io|(?:app\.)?rootly\.(?:com|io)|app\.firehydrant\.(?:com|io))/",
    ),
    ("your meeting", (".zoom.us/j/", "zoom.us/j/"), r"(?:[\w-]+\.)?zoom\.us/j/\d"),
    ("your meeting", ("meet.google.com/",), r"meet\.google\.com/[a-z]{3}-[a-z]{4}"),
    (
        "your dashboards",
        ("datadoghq.", ".grafana.net/", ".newrelic.com/"),
        r"(?:(?:app|[\w-]+)\.datadoghq\.(?:com|eu)/(?:dashboard|monitors|logs|apm|notebook)|[\w-]+\.grafana\.net/(?:d|explore|a)/|one\.newrelic\.com/)",
    ),
    (
        "your dashboards",
        ("grafana.", "kibana."),
        r"(?:grafana|kibana)\.[\w.-]+/(?:d|explore|app|goto)/",
    ),
    (
        "your error tracker",
        ("sentry.io/",),
        r"(?:[\w-]+\.)?sentry\.io/(?:organizations/[\w-]+/)?issues/",
    ),
    (
        "your task list",
        (
            "app.asana.com/",
            "trello.com/c/",
            ".monday.com/",
            "app.clickup.com/",
            "app.shortcut.com/",
        ),
        r"(?:app\.asana\.com/\d|trello\.com/c/|[\w-]+\.monday\.com/boards|app\.clickup\.com/|app\.shortcut\.com/)",
    ),
    (
        "your console",
        ("console.aws.amazon.com/", "console.cloud.google.com/", "portal.azure.com/#"),
        r"(?:[\w.-]*console\.aws\.amazon\.com/[\w/-]{2,60}[^\s)>]{0,200}[#?&](?:\w+:|instanceId=|logGroup)[^\s)>]{4}|console\.cloud\.google\.com/[^\s)>]{1,200}[?&]project=|portal\.azure\.com/#@?[^\s)>]{0,100}resource/subscriptions/)",
    ),
    (
        "your desk",
        (".zendesk.com/", ".servicenow.com/", ".service-now.com/"),
        r"(?:[\w-]+\.zendesk\.com/agent/|[\w-]+\.service-?now\.com/(?:nav_to|now|incident))",
    ),
)
#: public trackers of others
_PUBLIC = re.compile(
    r"jira\.(?:atlassian|mariadb|mongodb|percona|spring|apache|hyperledger|linuxfoundation)\.",
    re.IGNORECASE,
)
#: what has the form of a ticket's key and is none
_STANDARDS = words(
    """
    ADR AES AMD AP API APP ARM ASCII AZ BASE BGP BUG CA CC CIS CN COVID CPU CRC CRI CVE CWE
    DB DDR DES DN DSA DSM EC ECMA EN ERR ETL EU EUR FIPS GB GHES GHSA GPT GPU GSM HB HD
    HDMI HS HTTP HTTPS IBM IEC IEEE IKE IMT INTEL IP IPV ISO ITU JSR KB LTE MAC MD MI MP
    MPEG MS NIST NS OS PCI PEP PHP PII PS PSD Q QR RAID RC RFC RIPEMD RS RSA SA SHA SIG
    SNES SOC SP SQL SSE SSL ST STS T TIER TLS TOP TYPE UCS UK US USB USD BOM UTC GMT UTF V VP
    WCAG WIN WS X XEP XP Y ZIP EAST WEST NORTH SOUTH CENTRAL NORTHEAST SOUTHEAST NORTHWEST
    SOUTHWEST ASIA EUROPE AMERICA ZONE REGION AU JP SG AF ME DE FR IN SEV P PART PHASE PR STEP
    LEVEL PLAN VERSION PORT CODE STATUS O GEMINI CLAUDE LLAMA OPUS SONNET HAIKU GROK QWEN
    MISTRAL DALL PM AM DAY WEEK H G I M R S A B C D E F L N
    """
)


def is_private_place(found: Found) -> bool:
    """Whether it is not one of the trackers that all the world reads."""
    return _PUBLIC.match(found["leak"]) is None


def is_a_key(found: Found) -> bool:
    """Whether capitals and a number are no standard, model or place."""
    return found["project"] not in _STANDARDS and not any(map(str.isdigit, found["project"]))


_SCHEME = r"(?:(?<=://)|(?<![\w.@/-]))"

TICKETS: tuple[Pattern, ...] = (
    *(
        Pattern(
            code="COM-44",
            what=f"a link to {what}",
            hints=hints,
            form=rf"(?i){_SCHEME}(?P<leak>{form}[^\s<>()\"'`\[\]]{{0,300}})",
            accept=is_private_place,
        )
        for what, hints, form in _PLACES
    ),
    Pattern(
        code="COM-44",
        what="a link to your documents",
        hints=("docs.google.com/",),
        form=rf"{_SCHEME}(?P<leak>docs\.google\.com/[^\s<>()]{{1,200}}usp=sharing)",
        is_certain=False,
    ),
    Pattern(
        code="COM-44",
        what="the key of a ticket",
        hints=("-",),
        form=r"(?<![\w./#=@&?:%-])(?P<leak>(?P<project>[A-Z][A-Z0-9]{1,9})-\d{1,6})(?![\w%-]|\.\d|\]\(http)",
        accept=is_a_key,
        is_certain=False,
    ),
)
