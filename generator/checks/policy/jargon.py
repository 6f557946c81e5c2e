"""Words of the trade, which customers need not know."""

import re
from collections.abc import Iterator

from generator.checks.policy.case import Case
from generator.checks.policy.prose import Told, phrases, words_in
from generator.errors import Problem, warning

#: what to say instead -> the words, in small letters
_PLAIN = {
    "the spare system took over": "failover failovers failed-over failing-over",
    "part of our database": "shard shards sharding resharding re-sharding",
    "our database": "db dbs",
    "part of our systems": "etcd zookeeper haproxy envoy nginx memcached rabbitmq celery istio",
    "our servers": "k8s kubelet daemonset daemonsets statefulset crashloop crashloopbackoff",
    "the slowest requests": "p50 p75 p90 p95 p99 p999 p99.9",
    "ran out of memory": "oom ooms oomkill oom-killed oomkilled oomed",
    "errors": "5xx 5xxs 4xx 5xx-errors",
    "the servers that share out the work": "lb lbs vip vips",
    "requests": "qps rps iops",
    "a scheduled job": "cronjob cronjobs cron",
    "two jobs that blocked each other": "deadlock deadlocks deadlocked mutex",
    "a fix": "hotfix hotfixes hotfixed",
    "our network": "bgp ospf egress ingress",
    "what happened and why": "rca",
    "our monitoring": "alertmanager nagios pagerduty",
}
_INSTEAD = {word: plain for plain, words in _PLAIN.items() for word in words.split()}
_SAID_TOGETHER = {
    "the spare system took over": phrases("(?:failed|failing) over"),
    "a service that ours relies on": phrases(
        r"upstreams?(?! (?:\w+ )?(?:providers?|vendors?|suppliers?|partners?))"
    ),
    #: many sell these; whoever runs their own says "our"
    "part of our systems": phrases(
        r"our (?:\w+ ){0,2}?(?:elasticsearch|redis|kafka|postgres|postgresql|mysql|mongodb|"
        r"cassandra|vitess|kubernetes|pods?|control plane|terraform|prometheus)"
    ),
    "copies of our data that are behind": phrases("replica(?:tion)? lag"),
    "too many requests at once": phrases("thundering herd|cache stampede|connection pool(?:s)?"),
    "servers that no longer agree": phrases("split[- ]brain"),
    "a fault in our program": phrases("race condition|null pointer|memory leak|segfault"),
    "where we test": phrases(r"(?:our|the) (?:\w+ )?staging(?: \w+)?"),
    "how we install our programs": phrases("helm charts?"),
    "a serious incident": phrases("sev[- ]?[0-5]"),
    "a safety switch": phrases("circuit breakers?"),
}
_WORD = re.compile(r"[A-Za-z0-9][\w.-]{0,40}")
#: so long a text explains what it names, and who reads that far wants to know
_LONG, _LONG_WHEN_OVER = 120, 40


def is_plain(case: Case) -> Iterator[Problem]:
    """COM-48: no words of the trade, but those that customers of this product know."""
    known = _known(case)
    for each in case.told:
        found = None if _explains(each) else _first(each.text, known)
        if found:
            words, plain, start, end = found
            yield warning(
                "COM-48",
                each.at(start, end),
                f"'{words}' is a word of our trade",
                f"say it plainly, such as '{plain}', or say what users see; if your customers "
                "know the word, add it to policy: glossary: in site.yml",
            )


def _explains(each: Told) -> bool:
    return len(each.text.split()) > (_LONG_WHEN_OVER if each.is_over else _LONG)


def _known(case: Case) -> frozenset[str]:
    """The words that customers know: of the product, its components and the glossary."""
    settings = case.site.settings
    names = [settings.title, *settings.policy.glossary]
    names += [text for each in settings.components for text in (each.name, each.description)]
    return frozenset(word.lower() for name in names for word in _WORD.findall(name))


def _first(text: str, known: frozenset[str]) -> tuple[str, str, int, int] | None:
    """The first word of the trade, what to say instead, and where it stands."""
    for found in _WORD.finditer(text):
        word = found.group().rstrip(".-")
        plain = _INSTEAD.get(word.lower())
        if plain and word.lower() not in known:
            return word, plain, found.start(), found.start() + len(word)
    for plain, pattern in _SAID_TOGETHER.items():
        match = pattern.search(text)
        if match and not known.issuperset(words_in(match.group())):
            return match.group(), plain, *match.span()
    return None
