"""COM-41: where things lie on your machines, and what your provider calls them."""

import re

from generator.checks.leaks.pattern import Found, Pattern

#: what customers have as well, so that they may be told about it
_EVERYBODYS = re.compile(
    r"/etc/(?:hosts|resolv\.conf|os-release|fstab|apt|yum|pki|ssl|docker|hostname|passwd)\b|"
    r"/var/(?:run/docker\.sock|cache/apt|lib/apt|lib/docker)|/home/(?:runner|user|you|ubuntu)\b|"
    r"/usr/local/(?:bin|lib|share|opt)\b|/opt/(?:hostedtoolcache|homebrew)\b|"
    r"[A-Za-z]:\\(?:Windows|Program|Users\\(?:Public|<)|hostedtoolcache|path|actions)",
    re.IGNORECASE,
)


def is_ours(found: Found) -> bool:
    """Whether a path is not one of those that customers have as well."""
    return _EVERYBODYS.match(found["leak"]) is None


PATHS: tuple[Pattern, ...] = (
    Pattern(
        code="COM-41",
        what="a path on your machines",
        hints=("/var/", "/etc/", "/opt/", "/srv/", "/root/", "/home/", "/mnt/", "/usr/"),
        form=(
            r"(?<![\w./:~%?=&#-])(?<!\]\()(?P<leak>/(?:var|etc|opt|srv|root|home|mnt|usr/local|usr/src)"
            r"/[\w.@-][\w./@-]{0,300})"
        ),
        accept=is_ours,
    ),
    Pattern(
        code="COM-41",
        what="a disk of your machines",
        hints=("/dev/",),
        form=r"(?<![\w/.-])(?P<leak>/dev/(?:sd[a-z]|xvd[a-z]|nvme\d)\w{0,8})",
    ),
    Pattern(
        code="COM-41",
        what="a path on your machines",
        hints=(":\\",),
        form=r"(?<![\w])(?P<leak>[A-Za-z]:\\[\w$.-][^\s\"'`<>|]{1,200})",
        accept=is_ours,
    ),
    Pattern(
        code="COM-41",
        what="a share inside your network",
        hints=("\\\\",),
        form=r"(?<![\w\\])(?P<leak>\\\\[A-Za-z][\w.-]{1,60}\\[\w$.-]{2,80})",
    ),
    Pattern(
        code="COM-41",
        what="the name of a resource at your provider",
        hints=("arn:aws",),
        form=(
            r"\b(?P<leak>arn:aws[a-z-]{0,12}:[a-z0-9-]{2,30}:[a-z0-9-]{0,20}:\d{12}:"
            r"[\w/:.*+=@-]{1,300}|arn:aws[a-z-]{0,12}:s3:::[\w./*-]{3,300})"
        ),
    ),
    Pattern(
        code="COM-41",
        what="the number of your account",
        hints=("account",),
        form=(
            r"(?i)\baccounts?(?: ?ids?| numbers?| no\.?)?[ :=#(]{1,3}`?"
            r"(?P<leak>\d{12})\b"
        ),
    ),
    Pattern(
        code="COM-41",
        what="the number of your subscription",
        hints=("/subscriptions/",),
        form=r"(?i)(?P<leak>/subscriptions/[0-9a-f]{8}-[0-9a-f-]{27})",
    ),
    Pattern(
        code="COM-41",
        what="the id of one of your machines or networks",
        hints=("i-", "vol-", "vpc-", "subnet-", "sg-", "eni-", "rtb-", "nat-", "igw-"),
        form=(
            r"(?<![\w-])(?P<leak>(?:i|vol|vpc|subnet|sg|eni|rtb|nat|igw)-[0-9a-f]{8}(?:[0-9a-f]{9})?)"
            r"(?![\w-])"
        ),
    ),
    Pattern(
        code="COM-41",
        what="the name of a bucket of yours",
        hints=("s3://", "gs://", "abfss://", "wasbs://"),
        form=r"\b(?P<leak>(?:s3a?|gs|abfss|wasbs)://[\w.-]{3,80}[\w./@-]{0,200})",
        is_certain=False,
    ),
    Pattern(
        code="COM-41",
        what="the name of a bucket of yours",
        hints=("bucket ",),
        form=r"(?i)\bbucket [`\"']?(?P<leak>[a-z0-9]{2,30}(?:-[a-z0-9]{2,30}){2,5})(?![\w-])",
        is_certain=False,
    ),
)
