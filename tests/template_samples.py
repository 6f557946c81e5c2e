"""What somebody may fill the sixteen templates with: a value for each of their fields, by stem."""

_SELF = {"component": "Card payments", "contact": "help@larkfield-help.example"}
_OVER = {
    "start": "20 Nov 2026, 12:02 UTC",
    "end": "20 Nov 2026, 13:27 UTC",
    "duration": "1 h 25 min",
}
_OUTAGE = {
    **_SELF,
    "symptom": "You get the message “Payment failed” when you pay by card.",
    "who": "all customers who pay by card",
    "data": "No data is lost, and nobody has paid twice",
    "working": "You can still book, and pay at the desk",
    "action": "We are undoing a change that we made this morning",
}
_WORK = {
    **_SELF,
    "start": "1 Dec 2026, 02:00 UTC",
    "end": "1 Dec 2026, 04:00 UTC",
    "effect": "You cannot pay by card in that time",
    "working": "You can book as usual",
    "what_to_do": "You need to do nothing",
}

SAMPLES: dict[str, dict[str, str]] = {
    "unexpected-outage": {
        name: _OUTAGE[name] for name in ("component", "symptom", "who", "data", "working")
    },
    "partial-degradation": {
        **_OUTAGE,
        "symptom": "One payment in ten fails, and works when you try it again",
        "action": "We are moving payments to a second line",
    },
    "third-party": {**_OUTAGE, "action": "We are moving payments to another service"},
    "security": {
        "found": "On 20 November we found that somebody had read a list of mail addresses",
        "who": "customers who signed up before 1 March 2026",
        "action": "We have closed the way by which they came in",
        "data": "The list held names and mail addresses. It held no card numbers",
        "what_to_do": "Do not open mail about your account that you did not expect",
        "contact": _SELF["contact"],
    },
    "data-loss": {
        **_SELF,
        "lost": "Payments noted between 10:00 UTC and 10:40 UTC on 20 November are missing",
        "who": "about 200 studios",
        "safe": "Everything noted before and after that is safe",
        "what_to_do": "Please keep your own receipts of that time",
    },
    "planned": {**_WORK, "work": "We are moving payments to larger machines"},
    "started": _WORK,
    "extended": {
        **_WORK,
        "new_end": "1 Dec 2026, 05:30 UTC",
        "effect": "You cannot pay by card until then",
        "reason": "Copying the data takes longer than it did when we tried it",
    },
    "cancelled": {
        **_WORK,
        "reason": "The new machines have not arrived",
        "new_date": "We will announce a new date at least seven days ahead",
    },
    "monitoring": {
        **_SELF,
        "works_again": "You can pay by card again",
        "what_to_do": "Please try a payment that failed once more",
    },
    "resolved": {
        **_SELF,
        **_OVER,
        "works_again": "You can pay by card again, as before",
        "data": "No data was lost",
        "what_to_do": "You need to do nothing",
    },
    "nothing-new": {
        **_SELF,
        "symptom": "Most payments by card still fail",
        "action": "We are still undoing the change, step by step",
    },
    "false-alarm": {
        **_SELF,
        "start": _OVER["start"],
        "reason": "One of our own checks was set up wrongly",
    },
    "retroactive": {
        **_OUTAGE,
        **_OVER,
        "symptom": "Payments by card failed with the message “Payment failed”",
        "cause": "A certificate had run out",
        "what_to_do": "You need to do nothing",
        "change": "We now look at every certificate each day, and tell you at once",
    },
    "correction": {
        "wrong": "We said that payments at the desk had failed too",
        "right": "Only payments by card failed",
    },
    "postmortem": {
        **_SELF,
        **_OVER,
        "noticed": "20 Nov 2026, 12:05 UTC",
        "told": "20 Nov 2026, 12:15 UTC",
        "summary": "On Friday 20 November nobody could pay by card for 85 minutes",
        "symptom": (
            "You saw the message “Payment failed” when you paid by card, at the desk and on the "
            "web. Paying a second time did not help. You could still book, and sign in. On an "
            "ordinary Friday about 1,400 payments are made in that time"
        ),
        "who": "all 2,300 studios",
        "data": "No payment was lost, and nobody has paid twice. We have checked each one",
        "cause": (
            "Each payment goes to one of three services, and a list in our settings says to which. "
            "On that day we changed the list, because one of the three was to be replaced. The new "
            "list named a service that does not exist yet. Every payment was sent there first, and "
            "then waited until it was given up. There is a second list for the case that the first "
            "fails. It had not been used for a year, and named the same service. We had tried the "
            "change on our practice system. There the new service did exist, so nothing failed"
        ),
        "detection": (
            "Our own checks told us after three minutes. It took us ten more to tell you, because "
            "we first looked for the fault in the wrong place"
        ),
        "fix": (
            "We put the old list back at 13:05 UTC. Then we started the parts that read it again, "
            "one after the other, so that payments did not all arrive at once"
        ),
        "works_again": "At 13:27 UTC every payment went through again",
        "step": "Each name in a list of services is looked up before the list is used",
        "owner": "payments team",
        "due": "2026-12-15",
    },
}
