"""COM-41: addresses and names of hosts that only work inside."""

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from generator.checks.leaks.pattern import Found, Pattern

_INSIDE_4 = tuple(
    map(
        IPv4Network,
        ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16"),
    )
)
_INSIDE_6 = tuple(map(IPv6Network, ("fc00::/7", "fe80::/10")))
#: "version 10.4.0.2" is no address
_VERSION = re.compile(
    r"(?:\bv|versions?|releases?|build|driver|agent|client)[ :=]*$", re.IGNORECASE
)
#: what every machine has, and every handbook
_EVERYBODYS = frozenset({"host.docker.internal", "metadata.google.internal", "home.arpa"})
#: how packages are named: `com.acme.internal.Store` is none
_PACKAGE = re.compile(r"(?:com|org|net|io|dev|java|javax|jdk|sun|android|androidx|golang)\.")

_NOT_WITHIN_A_NAME = r"(?<![A-Za-z0-9_.@-])(?<![A-Za-z0-9_.-]/)"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
#: no vowels, so that no word comes of chance
_SAFE = "[bcdfghjklmnpqrstvwxz2456789]"


def _address(found: Found) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(found[0])
    except ValueError:
        return None


def is_inside(found: Found) -> bool:
    """Whether an address is of a range that is not routed; the ranges themselves are no secret."""
    address, text = _address(found), found.string
    if isinstance(address, IPv6Address):
        return any(address in network for network in _INSIDE_6)
    if address is None or not any(address in network for network in _INSIDE_4):
        return False
    if _VERSION.search(text[max(0, found.start() - 12) : found.start()]):
        return False
    if re.search(rf"(?:example|e\.g\.|such as),? `?{re.escape(found[0])}", text):
        return False
    length = re.compile(r"/(\d{1,2})(?!\d)").match(text, found.end())
    return not length or _network(f"{address}{length[0]}") not in _INSIDE_4


def _network(text: str) -> object:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None


def is_inner_name(found: Found) -> bool:
    """Whether a name ends like one that no public name server knows."""
    name = found["leak"].casefold()
    return name not in _EVERYBODYS and not _PACKAGE.match(name)


def is_pod(found: Found) -> bool:
    """Whether the parts behind a name are the hashes that Kubernetes appends, and no date."""
    middle, end = found["hash"], found["end"]
    digits, letters = sum(map(str.isdigit, middle)), sum(map(str.isalpha, middle))
    return digits >= 2 and letters >= 2 and any(map(str.isalpha, end))


HOSTS: tuple[Pattern, ...] = (
    Pattern(
        code="COM-41",
        what="an address inside your network",
        hints=("10.", "172.", "192.168.", "100.", "169.254."),
        form=r"(?<![\d.])(?:10|172|192|100|169)(?:\.\d{1,3}){3}(?![\d])(?!\.\d)",
        accept=is_inside,
    ),
    Pattern(
        code="COM-41",
        what="an address inside your network",
        hints=("fc", "fd", "fe8", "fe9", "fea", "feb"),
        form=r"(?i)(?<![\w:.])f(?:[cd][0-9a-f]|e[89ab])[0-9a-f]:[0-9a-f:]{2,36}",
        accept=is_inside,
    ),
    Pattern(
        code="COM-41",
        what="the name of a host inside your network",
        hints=(
            ".internal",
            ".local",
            ".corp",
            ".lan",
            ".intranet",
            ".private",
            ".consul",
            ".intra",
        ),
        form=(
            rf"(?i){_NOT_WITHIN_A_NAME}(?P<leak>(?:{_LABEL}\.){{1,8}}"
            r"(?:internal|local|localdomain|corp|lan|intranet|intra|private|consul))"
            r"(?![\w-])(?!\.\w)(?!\()"
        ),
        accept=is_inner_name,
    ),
    Pattern(
        code="COM-41",
        what="the name of a host inside your network",
        hints=(".internal.", ".corp.", ".intranet.", ".intra.", ".lan."),
        form=(
            rf"(?i){_NOT_WITHIN_A_NAME}(?P<leak>(?:{_LABEL}\.){{1,5}}"
            rf"(?:internal(?:\.{_LABEL}){{0,4}}|(?:corp|intranet|intra|lan)(?:\.{_LABEL}){{1,4}})"
            r"\.[A-Za-z]{2,20})(?![\w-])(?!\.\w)(?!\()"
        ),
        accept=is_inner_name,
    ),
    Pattern(
        code="COM-41",
        what="the name of a service inside your cluster",
        hints=(".svc",),
        form=(
            rf"(?i){_NOT_WITHIN_A_NAME}(?P<leak>{_LABEL}\.{_LABEL}\.svc(?:\.cluster\.local)?)"
            r"(?![\w-])(?!\.\w)"
        ),
    ),
    Pattern(
        code="COM-41",
        what="the name of a host at your provider",
        hints=(".amazonaws.com", ".windows.net", "ip-"),
        form=(
            rf"(?i){_NOT_WITHIN_A_NAME}(?P<leak>"
            rf"(?:{_LABEL}\.){{1,5}}(?:rds|cache|elb|compute|es|dkr\.ecr\.[a-z0-9-]{{4,20}})"
            r"\.amazonaws\.com|(?:[\w-]{1,60}\.)database\.windows\.net|"
            r"ip-\d{1,3}(?:-\d{1,3}){3})(?![\w-])"
        ),
    ),
    Pattern(
        code="COM-41",
        what="the name of a pod",
        hints=("-",),
        form=(
            r"(?<![\w./@-])(?P<leak>[a-z][a-z0-9]{1,30}(?:-[a-z0-9]{1,30}){0,4}?"
            rf"-(?P<hash>[a-f0-9]{{8,10}}|{_SAFE}{{8,10}})-(?P<end>{_SAFE}{{5}}|[a-z0-9]{{5}}))"
            r"(?![\w-])"
        ),
        accept=is_pod,
    ),
    Pattern(
        code="COM-41",
        what="the name of one machine",
        hints=("-",),
        form=(
            r"(?<![\w./@:-])(?P<leak>(?:(?:prod|prd|stag(?:e|ing)|stg|dev|use1|usw2|euw1)-?)?"
            r"(?:db|mysql|postgres|pg|redis|memcached?|kafka|zookeeper|etcd|rabbitmq|mongo(?:db)?|"
            r"cassandra|elastic(?:search)?|haproxy|nginx|web|app|api|worker|bastion|jump|k8s|"
            r"kube|vault|consul|jenkins|ldap|nfs|vpn|fw|sw|rtr|esx|esxi|hv|srv|vm)"
            r"(?:-[a-z]{2,12}){0,4}-?(?<=[a-z-])\d{2,4})(?![\w-]|\.\d)"
        ),
        is_certain=False,
    ),
)
