"""The rules of what is told, and when: COM-01 to COM-24, COM-60 to COM-66."""

from generator.manual.conduct_later import PLANNED, POSTMORTEM
from generator.manual.rule import RuleText

#: how soon and how often, and what has been published
TIMING: dict[str, RuleText] = {
    "COM-01": RuleText(
        severity="warning",
        rule="The first word comes soon after the beginning.",
        why=(
            "Until you speak, every customer looks for the fault on their own side. Measured from "
            "`started:` to the first update, against `policy: first:` of site.yml (30, 15 and 10 "
            "minutes for minor, major and critical). What is late stays late, so this never "
            "blocks: a word on it is what readers are owed. It cannot see a beginning that "
            "nobody wrote down."
        ),
        bad="started at 12:00, the first update at 13:10, and not a word on the hour between",
        good="This began at 12:00 UTC. We should have told you sooner, and we are sorry.",
    ),
    "COM-02": RuleText(
        severity="warning",
        rule="No long silence before it is over.",
        why=(
            "Silence reads as: nobody is there. Measured between updates while the incident is "
            "open, against `policy: gap:` (an hour); after two hours of an incident, four hours "
            "are enough. `fogbell watch` warns while there is still time; here it is a warning, "
            "for a word on it is all that still helps."
        ),
        bad="updates at 12:25 and at 14:10, the second as if nothing were missing",
        good="You have not heard from us since 12:25 UTC; we are sorry. The fix is being tested.",
    ),
    "COM-03": RuleText(
        severity="error or warning",
        rule="An update of what is not over says when the next one comes.",
        why=(
            "Readers who know when to look again stop reloading, and stop writing to support. The "
            "field `next update:` is shown on the page, which also says when it is late. Only the "
            "latest update is asked. A warning where only the words name a time; nothing is asked "
            "of what has `impact: none`."
        ),
        bad="We will post more information soon.",
        good="next update: 30m",
    ),
    "COM-04": RuleText(
        severity="error",
        rule="The next update is promised for soon.",
        why=(
            "At most an hour ahead (`policy: ahead:`); once an incident has lasted two hours, at "
            "most four. Nothing new is news too: that you are still there. A night without "
            'anybody at work is what `override: {COM-04: "reason"}` is for.'
        ),
        bad="next update: 6h",
        good="next update: 45m",
    ),
    "COM-05": RuleText(
        severity="warning",
        rule="An update that comes late says that it does.",
        why=(
            "A promise that is broken without a word teaches readers not to believe the next one. "
            "Counted from five minutes after `next update:` of the update before. Words such as "
            '"late" or "we promised" are taken for a word on it.'
        ),
        bad="promised for 14:00, written at 14:20: The fix is being tested.",
        good="We promised this update for 14:00 UTC, and we are late. The fix is being tested.",
    ),
    "COM-09": RuleText(
        severity="warning",
        rule="A new update has the time at which it is written, in UTC.",
        why=(
            "Whoever types the clock on the wall is off by the hours of the zone: the page then "
            "says that you are late from its first minute, and the outage counts for longer than "
            "it was. Seen only by `check --base`, which knows what is new; of updates that are "
            "between one hour and fourteen old. A time ahead of now is an error (CON-03)."
        ),
    ),
    "COM-10": RuleText(
        severity="error",
        rule="What is published is not changed in silence, and never removed.",
        why=(
            "People have acted on it, and quoted it. `check --base REV` compares: status, time, "
            "text and facts of an update may change where `edited:` is new under its heading. How "
            "lines are broken does not count, nor what is ticked in a postmortem's check-list, nor "
            "the front matter but for the id. If something must go at once, such as a password, "
            "take it out of the text and write `edited:`. It cannot see who merged what elsewhere."
        ),
        bad="the update of 12:25 now says what was only known at 13:00",
        good="edited: 2026-11-20 13:05 UTC",
    ),
    "COM-11": RuleText(
        severity="error",
        rule="`override:` names a rule that is there, and that may be set aside.",
        why=(
            "A slip of the pen in a code would set nothing aside, and nobody would notice. What "
            "must never be public (COM-40 to COM-44) has no override: take it out."
        ),
        bad='override: {COM-3: "short status call every ten minutes"}',
        good='override: {COM-03: "short status call every ten minutes"}',
    ),
    "COM-21": RuleText(
        severity="warning",
        rule="Readers can tell whether it touches them.",
        why=(
            "Without a component, or a word on who is touched, every customer must ask. An "
            "incident that hurts names a component in its front matter or an update, or speaks of "
            "customers, users, a region. It cannot see whether the component is the right one."
        ),
        bad="Some systems have errors.",
        good="components: {api: partial_outage}",
    ),
    "COM-24": RuleText(
        severity="warning",
        rule="Once the cause is known, say what readers can do meanwhile, or that they cannot.",
        why=(
            "A way round is worth more to them than the cause. Asked from Identified on, as long "
            "as no update has `workaround:` and no text speaks of one. `workaround: none` is a "
            "good answer: nobody has to search."
        ),
        bad="We have found a faulty setting and are replacing it.",
        good="workaround: Upload files one at a time.",
    ),
}

#: from Investigating to Resolved
LIFECYCLE: dict[str, RuleText] = {
    "COM-60": RuleText(
        severity="error",
        rule="No way back without a word, and none from Resolved without `reopened: yes`.",
        why=(
            "Investigating, Identified, Monitoring, Resolved: readers and programs rely on that "
            "way. Going back is honest, if the text says why. After Resolved it is open again "
            "only on purpose. To leave one out is allowed; see COM-66. Never stops a build."
        ),
        bad="## Investigating, two hours after Resolved, because somebody asked again",
        good="reopened: yes",
    ),
    "COM-61": RuleText(
        severity="error or warning",
        rule="The words say the same as the heading: it is over, or it is not.",
        why=(
            "Readers of a feed see the heading, others the text; they must not learn two things. "
            'An error where Resolved says that somebody still works on it or hopes ("should be '
            'fixed"), and where an open update says that it is resolved; a warning where Resolved '
            'only says "we continue to monitor", where it works again and work goes on at '
            "something else, and where it may be over for some only. What others say "
            '("our bank says") is '
            "left alone. It reads English, and whole phrases: what is said in other words passes."
        ),
        bad="We have rolled back and are monitoring the recovery.",
        good="Uploads have worked normally since 13:40 UTC.",
    ),
    "COM-62": RuleText(
        severity="error or warning",
        rule="Resolved says what works again.",
        why=(
            '"This incident has been resolved" only repeats the heading. Say which task works, '
            "since when, and whether readers must do anything. An error without any words, a "
            "warning where only the heading is repeated, or where nothing works in the words."
        ),
        bad="This incident has been resolved.",
        good="Uploads work again, and there is nothing you need to do.",
    ),
    "COM-63": RuleText(
        severity="warning",
        rule="Resolved says whom to ask where it still fails.",
        why=(
            "For somebody it still fails. `contact:` in site.yml puts it on every page, once and "
            "for all; only a site without it is asked."
        ),
        bad="Uploads work again.",
        good="Uploads work again. If yours do not, write to support@acme.example.",
    ),
    "COM-64": RuleText(
        severity="warning",
        rule="The end of what touched data, or safety, says what became of the data.",
        why=(
            "Only for `class: data` and `class: security`; there it is the first question of "
            "everybody. It cannot see whether the answer is true."
        ),
        bad="Everything works again.",
        good="Everything works again. No data was lost, and none was seen by others.",
    ),
    "COM-65": RuleText(
        severity="warning",
        rule="While it is not over, at least one component is in trouble.",
        why=(
            "A page that is green during an outage is believed by nobody. In Investigating and "
            "Identified, with impact above none, one of the components that it names is not "
            "operational. Asked of the update that changes them. Nor is the impact none where "
            "the words say that nobody can. It cannot see what is in trouble and is no component. "
            "That Resolved leaves one in trouble is CON-09."
        ),
        bad="api: operational",
        good="api: degraded_performance",
    ),
    "COM-66": RuleText(
        severity="warning",
        rule="A repair is watched for a while before it is called an end, or the end says why not.",
        why=(
            "Resolved, and an hour later open again, costs more trust than ten minutes of "
            "Monitoring. Asked where nothing at least ten minutes older than Resolved speaks of a "
            "repair or of watching it, and Resolved itself does not say since when it works."
        ),
        bad="## Investigating at 12:00, ## Resolved at 12:04: All good.",
        good="Uploads have worked since 12:02 UTC, and we have tested them since.",
    ),
}

CONDUCT: dict[str, RuleText] = {**TIMING, **LIFECYCLE, **POSTMORTEM, **PLANNED}
