"""The rules that only time can break: `watch` follows them."""

from generator.manual.rule import RuleText

CLOCK: dict[str, RuleText] = {
    "COM-06": RuleText(
        severity="by clock",
        rule="An estimate that has passed is followed by a new one, or by none.",
        why=(
            "An end that was estimated and did not come is worse than no estimate. `fogbell watch` "
            "says so from the moment of `eta` on; the next update sets a new one, or `eta: none`."
        ),
    ),
    "COM-07": RuleText(
        severity="by clock",
        rule="Monitoring ends within 24 hours.",
        why=(
            "An incident that is watched for days tells customers nothing: either it is over, or "
            "there is something to say. `fogbell watch` counts from the first Monitoring since "
            "another status was said."
        ),
    ),
    "COM-67": RuleText(
        severity="by clock",
        rule="What is open for more than 24 hours has an update at least every 4 hours.",
        why=(
            "Long incidents are forgotten by those who write, not by those who wait. `fogbell "
            "watch` counts from the last update, whatever it promised."
        ),
    ),
    "COM-71": RuleText(
        severity="by clock",
        rule="A postmortem is published when it was promised for.",
        why=(
            "Resolved promises it with `next update`, or the front matter with `postmortem_due` "
            "(to the end of that day, UTC). `fogbell watch` says when that has passed."
        ),
    ),
    "COM-76": RuleText(
        severity="by clock",
        rule="What a postmortem says that we change is done by its day.",
        why=(
            "The check-list under `What we change` is read: `- [ ] text (owner, 2026-12-15)`. "
            "`fogbell watch` names what is open after its day; tick it, or write a new date."
        ),
    ),
    "COM-82": RuleText(
        severity="by clock, a note",
        rule="Somebody says that planned work has begun.",
        why=(
            "The window opens by the clock even if nobody writes, so nobody waits for it: `fogbell "
            "watch` only notes it. An `In progress` tells customers that it is really so."
        ),
    ),
    "COM-83": RuleText(
        severity="by clock",
        rule="Planned work is over by its end, or has a new end before that.",
        why=(
            "Past its end the page still says that the work goes on. `fogbell watch` asks for "
            "Completed, or a new `scheduled:`; not where `auto_complete: yes` closes it."
        ),
    ),
}
