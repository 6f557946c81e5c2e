"""COM-43: addresses and handles of persons."""

import re

from generator.checks.leaks.pattern import EXAMPLE_HOSTS, Found, Pattern, words

#: who reads a mailbox of this name is a team, or nobody
_ROLES = words(
    """
    abuse accounts admin alerts api assistance billing bot business care careers ciso cloud
    community compliance contact core customer customers customerservice data desk dev
    developer  developers devrel dpo email enquiries enterprise events feedback finance git
    gdpr hello help  helpdesk hi hostmaster hr incident incidents info infra infrastructure
    inquiries integrations  isc it jobs legal list lists mail maintenance marketing media
    network news newsletter no  noc noreply notifications notify office oncall ops
    operations orders partner partners  payments people platform postmaster press privacy
    product psirt questions reply root sales  sec secalert security service services
    servicedesk site soc sre staff status statuspage  subscribe subscriptions success
    sysadmin system team tech technical trust unsubscribe  updates user users vulnerability
    web webmaster www
    """
)
#: a name that begins so is a team's, whatever follows: supportde, securityteam
_STEMS = ("support", "security", "status", "help", "service", "info", "contact", "noreply", "team")
#: after an at sign, and nobody's name
_NO_HANDLES = words(
    """
    all channel everyone here latest next beta alpha main master stable media import charset
    keyframes supports layer param return returns override deprecated types babel angular
    vue  nuxt nestjs actions github octokit sentry aws-sdk aws-cdk google-cloud azure
    """
)


def is_personal(found: Found) -> bool:
    """Whether a mailbox is of one person, as far as its name tells."""
    name, host = found["name"].casefold(), found["host"].casefold()
    parts = set(re.split(r"[._+-]", name))
    is_role = bool(parts & _ROLES) or name.startswith(_STEMS) or name.endswith(_STEMS)
    return not is_role and not EXAMPLE_HOSTS.search(host) and not host.endswith((".png", ".jpg"))


def is_handle(found: Found) -> bool:
    """Whether what follows an at sign may be somebody's name, and is no word of programming."""
    return found["name"].casefold() not in _NO_HANDLES


PEOPLE: tuple[Pattern, ...] = (
    Pattern(
        code="COM-43",
        what="a person's mail address",
        hints=("@",),
        form=(
            r"(?<![\w.+/:@-])(?:mailto:)?(?P<leak>(?P<name>[A-Za-z0-9][\w.+-]{0,63})@"
            r"(?P<host>(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24}))(?![\w@-])"
        ),
        accept=is_personal,
    ),
    Pattern(
        code="COM-43",
        what="a telephone number",
        hints=("+",),
        form=(
            r"(?<![\w.+/:=@-])(?P<leak>\+[1-9]\d{0,2}[ ./-]\(?\d{1,4}\)?"
            r"(?:[ ./-]?\d{2,4}){2,4})(?![\w:])"
        ),
        is_certain=False,
    ),
    Pattern(
        code="COM-43",
        what="a person's handle",
        hints=("@",),
        form=r"(?<![\w.+/:@\"'`=&?#%-])(?P<leak>@(?P<name>[A-Za-z][A-Za-z0-9_-]{1,38}))(?![\w@/.:(-]\w)",
        accept=is_handle,
        is_certain=False,
    ),
)
