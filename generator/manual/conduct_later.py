"""The rules of postmortems, of planned work and of the house: COM-70 to COM-103."""

from generator.manual.rule import RuleText

POSTMORTEM: dict[str, RuleText] = {
    "COM-70": RuleText(
        severity="warning",
        rule="What was bad is promised a postmortem, with a day, when it is over.",
        why=(
            "Those who lost an afternoon want to know why, and that it was learnt from. For major "
            "impact within ten working days, for critical within five: `postmortem_due:` in the "
            "front matter, or `next update:` under Resolved. Holidays are not known here."
        ),
        bad="## Resolved of a critical incident, and nothing is promised",
        good="postmortem_due: 2026-11-27",
    ),
    "COM-72": RuleText(
        severity="warning",
        rule="A postmortem says what was seen, why, how it was mended, what changes, and sorry.",
        why=(
            "It looks for words of each kind in English, not for headings: real postmortems are "
            "good under many headings. It can tell that nothing is said, not that it is said well."
        ),
        bad="A setting was wrong. It has been corrected.",
        good=(
            "### What you saw, ### Why it happened, ### How we fixed it, ### What we change, and "
            "one sentence of apology"
        ),
    ),
    "COM-73": RuleText(
        severity="warning",
        rule="A postmortem tells what happened when.",
        why="At least three times of day: when it began, when you told, when it was over.",
        bad="In the afternoon uploads failed for a while.",
        good="12:02 UTC uploads fail. 12:08 an alert. 12:15 we tell you. 13:40 uploads work.",
    ),
    "COM-74": RuleText(
        severity="warning",
        rule="A postmortem says how you noticed.",
        why=(
            "Whether an alert told you or a customer is half of what there is to learn. It looks "
            "for words such as alert, noticed, reported."
        ),
        bad="At 12:08 UTC we began to work on it.",
        good="At 12:08 UTC an alert told us, six minutes after the first error.",
    ),
    "COM-75": RuleText(
        severity="warning",
        rule="A postmortem is long enough to explain, and short enough to be read.",
        why=(
            "300 to 1,500 words; of what was minor, few are enough. "
            "What only engineers want to know can be linked to."
        ),
        bad="We had a problem with the database. It is fixed.",
        good="two pages that a customer reads to the end",
    ),
    "COM-77": RuleText(
        severity="warning",
        rule="Where others failed, a postmortem says what you change.",
        why=(
            "Customers pay you, not your provider. Asked where the text speaks of a provider, a "
            "vendor or a third party, and no word says what will be different."
        ),
        bad="Our network provider had a fault and has mended it.",
        good="From December on we will use a second provider, so that one may fail.",
    ),
}

PLANNED: dict[str, RuleText] = {
    "COM-80": RuleText(
        severity="error or warning",
        rule="Planned work is announced well ahead, or says why it cannot wait.",
        why=(
            "An error below 24 hours without `emergency:`; a warning below three days where "
            "components are touched, and below a week where one is down for more than an hour. "
            "Once it has begun, only a warning. Counted from the update that announces the window."
        ),
        bad="announced at 10:00 for 11:00 the same day",
        good='emergency: "a disk is failing"',
    ),
    "COM-81": RuleText(
        severity="error or warning",
        rule="An announcement says what is touched and what readers notice, and is not endless.",
        why=(
            "An error without any words; a warning without components, without a word on what "
            "readers notice, or where the window is longer than twelve hours."
        ),
        bad="We will upgrade our database.",
        good="You can read, but not save, from 02:00 to 04:00 UTC.",
    ),
    "COM-84": RuleText(
        severity="error or warning",
        rule="Work that is cancelled or moved says so, and stays on the page.",
        why=(
            "People have planned around it. With `check --base REV`: a new window needs an update "
            "in words, and the file stays. Cancelled needs words; they should say whether there "
            "is a new date."
        ),
        bad="the file is deleted, or `scheduled:` is another, and no update says so",
        good="The work planned for 1 December will not take place. We will announce a new date.",
    ),
    "COM-85": RuleText(
        severity="warning",
        rule="No two works, and no work in an open incident, on one component.",
        why=(
            "Compared with what is planned or under way on the same component, and with incidents "
            "that are open while the work would begin within a day."
        ),
        bad="two windows for the API in the same night",
        good="one after the other, or both in one file",
    ),
    "COM-103": RuleText(
        severity="warning",
        rule="Somebody speaks for the team, and somebody stands in.",
        why=(
            "At 3 a.m. nobody should have to ask who may write. Roles, not names: `roles:` of "
            "site.yml. Only with `policy: {strict: yes}`."
        ),
        bad="roles: {}",
        good='roles: {communications: "on-call lead", deputy: "support lead"}',
    ),
}
