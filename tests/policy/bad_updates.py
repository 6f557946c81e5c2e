"""Updates as nobody should write them, each with the code that must catch it."""

BAD_UPDATES = {
    "blame of a colleague": (
        "COM-45",
        (
            "Uploads fail. A junior engineer accidentally removed the wrong folder. We are "
            "copying it back now."
        ),
    ),
    "blame of a supplier": (
        "COM-45",
        (
            "Unfortunately our cloud provider has problems again, so uploads fail. We are "
            "waiting for them."
        ),
    ),
    "not our fault": (
        "COM-45",
        (
            "Uploads fail. The fault is outside of our control, and we are in touch with the data "
            "centre."
        ),
    ),
    "a guarantee": (
        "COM-46",
        "Uploads work again for most customers, and we guarantee that no file was lost.",
    ),
    "never again": (
        "COM-46",
        (
            "We have found the cause of the failing uploads. We will make sure this never happens "
            "again."
        ),
    ),
    "the hour of a repair": (
        "COM-46",
        "We know why uploads fail, and everything will be back to normal by 16:00 UTC.",
    ),
    "a repair within the hour": (
        "COM-46",
        "Uploads fail for everybody. We will have this fixed within an hour.",
    ),
    "shortly": (
        "COM-46",
        "We are aware that uploads fail, and are investigating. We will be back shortly.",
    ),
    "as soon as possible": (
        "COM-46",
        "Uploads fail with an error. More information will follow as soon as possible.",
    ),
    "no zone": (
        "COM-28",
        "Uploads have failed since 11:40. We are looking for the cause.",
    ),
    "tomorrow": (
        "COM-28",
        "Uploads work again. We will tidy up what is left tomorrow morning.",
    ),
    "jargon": (
        "COM-48",
        "Uploads fail since the etcd leader election after a failover. We are restarting pods.",
    ),
    "more jargon": (
        "COM-48",
        "The p99 of the upload path is above 30 seconds. We are adding replicas to the LB.",
    ),
    "made small": (
        "COM-47",
        "We had a minor hiccup with uploads, and are looking into it.",
    ),
    "only a few": (
        "COM-47",
        "Uploads fail, but this affects only a small number of customers. We are on it.",
    ),
    "a guess": (
        "COM-49",
        "Uploads fail. We suspect yesterday's network change and are looking closer.",
    ),
    "probably": (
        "COM-49",
        "Uploads fail, most likely due to a full disk. We will know more by 12:40 UTC.",
    ),
    "a joke": (
        "COM-51",
        "Whoops! The upload gremlins are at it again. We are chasing them.",
    ),
    "an empty apology": (
        "COM-30",
        "Uploads fail. We are looking into it and apologize for any inconvenience caused.",
    ),
    "a link that says nothing": (
        "COM-95",
        (
            "Uploads fail. We are looking into it; for another way to send files click "
            "[here](https://docs.acme.example/mail-in)."
        ),
    ),
}

#: whole files, where it is about more than one text
NO_SYMPTOM = """\
---
title: Issue with API
impact: critical
components: {api: major_outage}
---

## Investigating — 2026-11-20 12:10 UTC
next update: 30m

We are aware of an issue and our team is looking into it.
"""
AN_ATTACK = """\
---
title: A weakness in shared files
impact: major
class: security
components: {api: degraded_performance}
---

## Identified — 2026-11-20 12:10 UTC
next update: 30m

Anybody could read shared files by changing the id in /api/v2/files. We are closing it.
"""
THE_SAME_AGAIN = """\
---
title: Uploads fail
impact: major
components: {api: partial_outage}
---

## Investigating — 2026-11-20 12:00 UTC
next update: 30m

We are still investigating why uploads fail for some customers.

## Update — 2026-11-20 12:14 UTC
next update: 30m

We are still investigating why uploads fail for some customers.
"""
BAD_FILES = {
    "no symptom": ("COM-20", NO_SYMPTOM),
    "a title that says nothing": ("COM-29", NO_SYMPTOM),
    "how to attack": ("COM-50", AN_ATTACK),
    "nothing of data": ("COM-26", AN_ATTACK.replace("Anybody could read shared files", "Try it")),
    "the same again": ("COM-27", THE_SAME_AGAIN),
}
