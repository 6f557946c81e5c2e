"""COM-40: values that their neighbours say are secret: `password=…`, logins in addresses."""

import math
import re
from collections import Counter

from generator.checks.leaks.pattern import Found, Pattern

#: what stands for a value, and is none
_PLACEHOLDER = re.compile(
    r"[<\[{(%$*•…]|\.\.\.|x{3,}|(?:my|your|the|some|new|old|a)[-_ ]?"
    r"(?:secret|password|passwd|token|key|pass|api)|"
    r"(?:changeme|change_me|redacted|removed|hidden|masked|placeholder|example|none|null|nil|true|"
    r"false|undefined|empty|required|optional|invalid|expired|missing|unknown|string|secret|"
    r"password|passwd|pass|token|key|user|username|env|secrets)\b",
    re.IGNORECASE,
)
#: names of methods and versions, which have letters and digits as well
_METHOD = re.compile(
    r"(?:sha|md|rsa|aes|ed|hs|rs|es|utf|base|v|ipv|oauth|argon|pbkdf|tls|http|level|step|saml|mfa|"
    r"fido|web|s|k|x|h)-?\d+(?:\.\d+)*\b",
    re.IGNORECASE,
)
_KEYWORD = r"(?:pass(?:word|wd|phrase)?|pwd|secret(?:[ _-]?key)?|token|key|credentials?)(?:_base)?"
#: "key" alone is a word like others: what makes it one to keep
_WHOSE_KEY = re.compile(
    r"(?:api|access|secret|private|account|auth|signing|deploy)[ _-]?\Z", re.IGNORECASE
)
_QUOTE = r"[\"'`]{0,2}"
_VALUE = r"(?P<leak>[^\s\"'`<>|,;&()\[\]{}]{4,500})"
#: at least so many bits for each character, in a text of this length, are nobody's words
_BITS, _LONG = 3.5, 20

_KINDS = (str.isupper, str.islower, str.isdigit)


def _stands_for_something(value: str) -> bool:
    return _PLACEHOLDER.match(value) is not None or len(set(value)) < 3


def _is_kept(found: Found) -> bool:
    """Whether what stands before a value says that it is secret."""
    before = found.string[max(0, found.start() - 10) : found.start()]
    return not found[0].casefold().startswith("key") or _WHOSE_KEY.search(before) is not None


def is_plain_value(found: Found) -> bool:
    """Whether what stands right behind `=` is a value, and not only a name for one."""
    value = found["leak"].rstrip(".:!?*_")
    return len(value) >= 4 and not _stands_for_something(value) and _is_kept(found)


def is_kept_and_mixed(found: Found) -> bool:
    """Whether what stands behind a colon is a value, and secret."""
    return _is_kept(found) and is_mixed_value(found)


def is_mixed_value(found: Found) -> bool:
    """Whether what stands behind a colon is no word: it has letters and digits."""
    value = found["leak"].rstrip(".:!?*_")
    if len(value) < 6 or _stands_for_something(value) or _METHOD.match(value) or "://" in value:
        return False
    return any(map(str.isdigit, value)) and any(map(str.isalpha, value))


def is_random(found: Found) -> bool:
    """Whether a long piece has capitals, small letters and digits in no order."""
    value = found["leak"]
    counts = [sum(map(kind, value)) for kind in _KINDS]
    if min(counts) < 3 or len(value) < _LONG:
        return False
    shares = [count / len(value) for count in Counter(value).values()]
    return -sum(share * math.log2(share) for share in shares) >= _BITS


def is_random_by_itself(found: Found) -> bool:
    """The same, but for what is part of an address on the web."""
    before = found.string[: found.start()]
    return is_random(found) and "://" not in before[max(map(before.rfind, ' (<"')) + 1 :]


def is_long_and_mixed(found: Found) -> bool:
    """Whether what stands right behind "key" or "token" can be no word of the sentence."""
    value = found["leak"]
    return sum(map(str.isdigit, value)) >= 3 and is_kept_and_mixed(found)


def is_password_of_all_kinds(found: Found) -> bool:
    """Whether what stands right behind "password" has capitals, small letters and digits."""
    value = found["leak"]
    return all(any(map(kind, value)) for kind in _KINDS) and is_mixed_value(found)


def has_password(found: Found) -> bool:
    """Whether a login in an address is meant, and not its form."""
    value = found["leak"]
    return not _stands_for_something(value) and not (found["user"] + value).isdigit()


_SECRET_WORDS = ("pass", "pwd", "secret", "token", "key", "credential")

PASSWORDS: tuple[Pattern, ...] = (
    Pattern(
        code="COM-40",
        what="a login in an address",
        hints=("://",),
        form=r"(?<=://)(?P<user>[^\s/@:\"'`<>]{0,100}):(?P<leak>[^\s/@\"'`<>]{1,200})@(?=[\w\[])",
        accept=has_password,
    ),
    Pattern(
        code="COM-40",
        what="a signed address",
        hints=("signature=", "sig=", "x-amz-credential="),
        form=(
            r"(?i)[?&;](?P<leak>(?:X-Amz-(?:Signature|Credential)|X-Goog-Signature|Signature|sig)="
            r"[A-Za-z0-9%/+_~=-]{16,1000})"
        ),
    ),
    Pattern(
        code="COM-40",
        what="a password, key or token",
        hints=_SECRET_WORDS,
        form=rf"(?i){_KEYWORD}{_QUOTE}(?::?=|=>){_QUOTE}{_VALUE}",
        accept=is_plain_value,
        is_spaced=True,
        begins_with_hint=True,
    ),
    Pattern(
        code="COM-40",
        what="a password, key or token",
        hints=_SECRET_WORDS,
        form=(
            rf"(?i){_KEYWORD}{_QUOTE}(?:\*{{0,2}}: ?\*{{0,2}}|(?<=--password) |(?<=--token) | =>? )"
            rf"{_QUOTE}{_VALUE}"
        ),
        accept=is_kept_and_mixed,
        is_spaced=True,
        begins_with_hint=True,
    ),
    Pattern(
        code="COM-40",
        what="a password",
        hints=("password", "passphrase"),
        form=(
            rf"(?i)pass(?:word|phrase)(?: \w{{1,20}}){{0,3}}? (?:is|was|to|=|:) "
            rf"{_QUOTE}(?=[^\s\d]{{0,60}}\d)(?=[^\sA-Za-z]{{0,60}}[A-Za-z]){_VALUE}"
        ),
        accept=is_mixed_value,
        is_spaced=True,
        begins_with_hint=True,
    ),
    Pattern(
        code="COM-40",
        what="a password, key or token",
        hints=("token ", "key "),
        form=r"(?i)(?:token|key) [\"'`]?(?P<leak>[A-Za-z0-9_./+=-]{16,500})",
        accept=is_long_and_mixed,
        is_spaced=True,
        begins_with_hint=True,
    ),
    Pattern(
        code="COM-40",
        what="a password",
        hints=("password ", "passphrase "),
        form=rf"(?i)pass(?:word|phrase) {_QUOTE}(?=[^\s]{{8}}){_VALUE}",
        accept=is_password_of_all_kinds,
        is_spaced=True,
        begins_with_hint=True,
    ),
    Pattern(
        code="COM-40",
        what="a login in a command",
        hints=("-u ", "-u=", "--user"),
        form=(
            r"(?<=\s)(?:-u|--user)[ =][\"']?(?P<user>[\w.@-]{1,60}):"
            r"(?P<leak>[^\s\"'@/:]{3,100})(?=[\s\"'`]|$)"
        ),
        accept=has_password,
        is_spaced=True,
    ),
    Pattern(
        code="COM-40",
        what="a password in a command",
        hints=("mysql", "mariadb", "sshpass"),
        form=(
            r"\b(?:mysql|mysqldump|mariadb|sshpass)\b[^\n|]{0,80}? -p ?[\"']?"
            r"(?P<leak>(?=\S{0,60}[A-Za-z])[^\s\"'`<$]{4,100})"
        ),
        is_spaced=True,
    ),
    Pattern(
        code="COM-40",
        what="a token of access",
        hints=("bearer ", "basic "),
        form=r"\b(?:Bearer|Basic) (?P<leak>[A-Za-z0-9._~+/=-]{16,2000})",
        accept=is_mixed_value,
        is_spaced=True,
    ),
    Pattern(
        code="COM-40",
        what="a cookie",
        hints=("cookie:",),
        form=r"(?i)cookie: ?(?P<leak>[\w.-]{1,60}=[^\s;]{12,500})",
        is_spaced=True,
    ),
    Pattern(
        code="COM-40",
        what="an AWS secret key",
        hints=("/", "+"),
        form=r"(?<![A-Za-z0-9/+_.-])(?P<leak>[A-Za-z0-9+][A-Za-z0-9/+]{39})(?![A-Za-z0-9/+=_-])",
        accept=is_random,
    ),
)
#: letters and digits in no order: mostly a key, sometimes an id that may be quoted
RANDOM = Pattern(
    code="COM-40",
    what="a key",
    hints=("",),
    form=r"(?<![A-Za-z0-9/+=_.:#?&%@-])(?P<leak>[A-Za-z0-9+_-]{20,200}={0,2})(?![A-Za-z0-9/+=_.%@-])",
    accept=is_random_by_itself,
    is_certain=False,
)
