"""Incidents of security and of data: whether data is safe, and nothing that helps to attack."""

import re
from collections.abc import Iterator

from generator.checks.policy.case import Case
from generator.checks.policy.prose import is_english, phrases
from generator.errors import Problem, error, warning
from generator.model.incident import Incident, IncidentClass

_OF_DATA = re.compile(
    r"\b(?:data|information|records?|personal|passwords?|credentials?|backups?|los[st]|losses|"
    r"intact|safe|nothing was (?:read|taken|stolen)|stolen|copied)\b",
    re.IGNORECASE,
)
_HOW = phrases(
    r"(?:malicious|attack|exploit|crafted|special|hostile|this|a|the) payloads?",
    "proofs? of concept|poc|exploit code|(?:can|could|may) be exploited (?:by|via|through|with)",
    r"(?:by|via|through) (?:sending|submitting|injecting|passing|supplying|changing|setting|"
    r"crafting|forging|guessing|replaying|omitting|adding|appending)",
    "(?:specially |maliciously )?(?:crafted|malformed|forged) (?:\\w+ )?"
    "(?:request|requests|header|headers|url|urls|link|links|file|files|token|tokens|cookie|cookies)",
    "(?:sql|command|code|template|header|log|html|script|prompt) injection",
    "xss|csrf|ssrf|xxe|rce|remote code execution|path traversal|directory traversal",
    "insecure deseriali[sz]ation|buffer overflow|privilege escalation|cross[- ]site scripting",
    r"(?:unauthenticated|unprotected|exposed|vulnerable) (?:\w+ )?"
    "(?:endpoint|endpoints|route|port|ports|url|urls|parameter|parameters)",
    r"bypass(?:ed|es|ing)? (?:\w+ ){0,2}"
    "(?:authentication|authorization|login|2fa|mfa|checks?|filters?)",
    "default (?:password|passwords|credentials)|(?:query|request|url|form) parameters?",
    "(?:not (?:yet )?been|not (?:yet )?|un)patched|still (?:vulnerable|exploitable|open to attack)",
)
#: the path of an interface, as a customer's program calls it
_PATH = re.compile(
    r"(?<![\w:/.<)\]])/(?:api|v\d{1,2}|rest|graphql|internal|admin|rpc|oauth2?|auth)"
    r"(?:/[\w{}:-]{1,40}){0,6}(?![\w/])",
    re.IGNORECASE,
)
#: what has a number is public already
_PUBLIC = re.compile(r"\bCVE-\d{4}-\d{4,}", re.IGNORECASE)

_NOT = re.compile(r"\b(?:no|not|none|nothing|never|without|if)\b|n't", re.IGNORECASE)
_LOST = phrases(
    r"restor\w+(?: \w+){0,4} from (?:(?:a|an|the|our|last|yesterday's|night's|old|older|recent) )"
    r"{0,3}backups?",
    "(?:data|files|records|messages|orders|payments|mails|uploads) (?:were|was|have been|has been)"
    "(?: permanently| irrecoverably)? lost",
)
_ATTACKED = phrases(r"botnets?|our waf rules?|\d+ ?[gt]bps(?: \w+)? (?:attack|flood)")


def class_is_set(case: Case, incident: Incident) -> Iterator[Problem]:
    """COM-26: what lost data, or is an attack, says so in its field."""
    if incident.kind:
        return
    for each in case.told:
        for kind, pattern in (("data", _LOST), ("security", _ATTACKED)):
            found = pattern.search(each.text)
            if found and (kind == "security" or not _NOT.search(each.sentence(found))):
                message = f"'{each.words(found)}', and no class is set"
                hint = f"write in the front matter: class: {kind}; and say what became of the data"
                yield warning("COM-26", each.place(found), message, hint)
                return


def says_if_data_is_safe(case: Case, incident: Incident) -> Iterator[Problem]:
    """COM-26: of an incident of security or data, it says whether data is safe."""
    fresh = [update for update in incident.updates if case.is_fresh(update)]
    if not incident.kind or not fresh:
        return
    words = case.said_until(fresh[-1])
    if is_english(words) and not _OF_DATA.search(words):
        yield warning(
            "COM-26",
            fresh[-1].location,
            "nothing so far says whether customers' data is safe",
            "say what you know, even if that is little: 'We do not yet know whether your data was "
            "read.', 'No data was lost.'",
        )


def tells_no_attack(case: Case, incident: Incident) -> Iterator[Problem]:
    """COM-50: while a security incident is open, nothing tells how the weakness is used."""
    if incident.kind is not IncidentClass.SECURITY or _PUBLIC.search(incident.title):
        return
    for each in case.told:
        found = _HOW.search(each.text) or _PATH.search(each.typed)
        if found and not each.is_over and not _PUBLIC.search(each.typed):
            yield error(
                "COM-50",
                each.place(found),
                f"'{each.words(found)}' tells how to attack what may not be mended everywhere",
                "say what you found in plain words, what you did, and what customers should do: "
                "'We found a weakness in how files are shared. We have closed it. Please sign in "
                "again.'; tell the details after it is over",
            )
