"""The rules of how things are said."""

from generator.manual.rule import RuleText

WORDING: dict[str, RuleText] = {
    "COM-20": RuleText(
        severity="warning",
        rule="While it is open, somebody has said what users see.",
        why=(
            "Customers want to know whether what they see is this. The title, `errors:` and all "
            "updates so far are searched for a symptom: an error, a delay, something that does "
            "not work. A cause is none. Whether it is the right symptom, no program can tell."
        ),
        bad="We are investigating an issue with uploads.",
        good="You may get an error when you upload a file. Files already there open as usual.",
    ),
    "COM-23": RuleText(
        severity="warning",
        rule="Who says that something fails says what they do about it.",
        why=(
            "Without it readers wonder whether anybody has begun. Looked at are Investigating and "
            "Identified; nearly any word of doing is enough."
        ),
        bad="Uploads fail with an error for customers in Europe.",
        good="Uploads fail with an error in Europe. We are looking for the cause.",
    ),
    "COM-26": RuleText(
        severity="warning",
        rule="Of an incident of security or data, it says whether data is safe.",
        why=(
            "It is the first question of everybody, and silence is read as the worst answer. Only "
            "events with `class: security` or `class: data` are asked; where the words speak of "
            "lost data, a backup that was put back, or an attack, it asks for the class."
        ),
        bad="We have closed a weakness in how files are shared.",
        good="We have closed a weakness in how files are shared. We do not yet know whether data "
        "was read.",
    ),
    "COM-27": RuleText(
        severity="warning",
        rule="An update says something that the one before did not.",
        why=(
            "Each update is a message to thousands, and after the third that says nothing they "
            "stop reading. Another number counts as news. So does saying that there is none. An "
            "update that is only 'We are continuing to investigate' says nothing new either."
        ),
        bad="We are still looking for the cause of the failing uploads.",
        good="We have nothing new to report. We are still testing the fix.",
    ),
    "COM-28": RuleText(
        severity="warning",
        rule="Times have a zone, and do not count from now.",
        why=(
            "Readers are in every zone, and feeds and mails are read hours later. Pages show each "
            "reader's own time beside UTC. A text that names its zone once is left alone, and so "
            "is a length of time that is over. 'At 19:00 in Lisbon' has a zone; 'local time' has "
            "none."
        ),
        bad="We expect to be back at 2pm; more news in 20 minutes.",
        good="Our estimate is 14:00 UTC. Next update by 12:30 UTC.",
    ),
    "COM-29": RuleText(
        severity="warning",
        rule="The title says what fails, in one line and in words for everybody.",
        why=(
            "It is all that most people see: in a mail's subject, a feed, on a phone. At most 80 "
            "characters, no capitals throughout, no SEV1, and more than 'issue', 'incident' or "
            "'disruption' with the name of a component."
        ),
        bad="SEV1: incident with uploads",
        good="File uploads fail in Europe",
    ),
    "COM-30": RuleText(
        severity="warning",
        rule="One apology, for something, by the end.",
        why=(
            "'Any inconvenience this may have caused' says that nobody looked. Say what customers "
            "could not do. After something major or critical it belongs in Resolved at the latest."
        ),
        bad="We apologize for any inconvenience this may have caused.",
        good="We are sorry that you could not upload files.",
    ),
    "COM-45": RuleText(
        severity="warning",
        rule="No blame, of a colleague, a supplier or a customer.",
        why=(
            "Customers chose you, and your suppliers are your choice. Blame of people also keeps "
            "the next one from telling. Naming a supplier's fault is fine; leaving it there is "
            "not: say what you do about it."
        ),
        bad="An engineer accidentally deleted the wrong table.",
        good="A table was deleted by mistake. We are putting it back from a copy.",
    ),
    "COM-46": RuleText(
        severity="error for a guarantee and the hour of a repair, warning for 'soon'",
        rule="No promise that cannot be kept.",
        why=(
            "A guarantee is broken by the next incident, and the hour of a repair by this one. An "
            "estimate that is called one is welcome (`eta:`). 'Soon' is a promise that everybody "
            "hears differently; when the next word comes is one you can keep. What was done 'as "
            "quickly as possible', and refunds, are left alone."
        ),
        bad="This will be fixed by 15:00 UTC, and it will never happen again.",
        good="Our current estimate is 15:00 UTC; this may change. Next update by 14:30 UTC.",
    ),
    "COM-47": RuleText(
        severity="warning",
        rule="Nothing is made small.",
        why=(
            "Whom it hits it hits whole. Numbers are better than 'only' and 'minor'. While a "
            "component is marked as a major outage, 'some users may' contradicts it. Postmortems "
            "are left alone, and what was expected to be small and was not."
        ),
        bad="A minor glitch affects only a small number of uploads.",
        good="About 2 % of uploads fail, all of them in Europe.",
    ),
    "COM-48": RuleText(
        severity="warning",
        rule="No words of the trade.",
        why=(
            "Failover, shard, p99: who does not know the word learns nothing, and worries. Words "
            "of your product are known to customers: names of components are, and what you list "
            "under `policy: {glossary: […]}`. Long texts and postmortems may explain."
        ),
        bad="A failover of the primary shard is in progress.",
        good="Part of our database failed, and we are switching to its copy.",
    ),
    "COM-49": RuleText(
        severity="warning",
        rule="No guess at the cause.",
        why=(
            "Guesses are quoted as facts, and the second one costs trust. It ends with "
            "Identified: from then on you know."
        ),
        bad="We suspect a bad configuration change.",
        good="We do not know the cause yet. We are going through our latest changes.",
    ),
    "COM-50": RuleText(
        severity="error",
        rule="While a security incident is open, nothing tells how the weakness is used.",
        why=(
            "Others may run the same software, and your own fix may not be everywhere. Only "
            "events with `class: security` are looked at, until Resolved. What has a CVE number "
            "is public already."
        ),
        bad="The weakness is used by sending a crafted header to /api/v2/files.",
        good="We found a weakness in how files are shared, and have closed it.",
    ),
    "COM-51": RuleText(
        severity="warning",
        rule="No jokes, swear words, capitals, emoji, exclamation marks or advertising.",
        why="Somebody reads this while losing money. Screen readers read the names of emoji out.",
        bad="Oops! Our hamsters took a break 🐹",
        good="Uploads fail at the moment. We are looking for the cause.",
    ),
    "COM-90": RuleText(
        severity="warning, only with `policy: {strict: yes}`",
        rule="Sentences of at most 30 words, and of 20 in the mean.",
        why="Tired readers, and those for whom English is foreign, lose longer ones halfway.",
    ),
    "COM-91": RuleText(
        severity="warning, only with `policy: {strict: yes}`",
        rule="Readable after nine years of school.",
        why=(
            "Counted by the automated readability index, from the lengths of words and sentences, "
            "in texts of 40 words or more. It knows nothing of meaning."
        ),
    ),
    "COM-92": RuleText(
        severity="warning, only with `policy: {strict: yes}`",
        rule="From 15 to 120 words.",
        why="Less is of no use, and more is not read. Postmortems are left alone.",
    ),
    "COM-93": RuleText(
        severity="warning, only with `policy: {strict: yes}`",
        rule="What we did, we say that we did.",
        why="'An error was introduced' sounds as if nobody had been there.",
        bad="A wrong setting was deployed.",
        good="We put a wrong setting in place.",
    ),
    "COM-94": RuleText(
        severity="warning, only with `policy: {strict: yes}`",
        rule="An abbreviation is explained where it stands first, or is in the glossary.",
        why="Only what everybody knows (API, URL, PDF) and the names of components need no word.",
        bad="Logins by SAML fail.",
        good="Single sign-on (SAML) fails.",
    ),
    "COM-95": RuleText(
        severity="error",
        rule="The words of a link say where it leads.",
        why=(
            "Screen readers list a page's links without the words around them (WCAG 2.4.4). For "
            "pictures, CON-13 asks the same."
        ),
        bad="See [here](https://docs.acme.example/retries).",
        good="See [our guide to retries](https://docs.acme.example/retries).",
    ),
}
