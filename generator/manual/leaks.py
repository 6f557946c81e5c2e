"""The rules against what must never be public: COM-40 to COM-44."""

from generator.manual.rule import RuleText

LEAKS: dict[str, RuleText] = {
    "COM-40": RuleText(
        severity="error",
        rule="No key, token or password in what customers read.",
        why=(
            "Whoever reads the page, or the repository, can use it. Keys are known by how "
            "their providers make them begin, passwords by what stands before them "
            "(`password=…`, `token: …`, a login in an address), signed addresses by their "
            "signature. Long pieces of letters and digits in no order are a warning, as they "
            "may be ids that customers quote. A password of plain words, with nothing beside "
            "it that says so, is not seen. No build publishes a secret, however old the "
            "incident, and no override helps: delete it, and replace it wherever it is in "
            "use, as it stays in git."
        ),
        bad="Use `token=Zk3v9QpW7rTx` until the login works again.",
        good="Logins fail. Sessions that are open go on working.",
    ),
    "COM-41": RuleText(
        severity="error; warning where it may be the reader's own, or only looks like a name",
        rule="No address, host or path that is only known inside.",
        why=(
            "It tells customers nothing, and an attacker where to go next. Seen are addresses"
            " that are not routed, names that end in .internal, .local, .corp, .lan or .svc, "
            "those under `policy: {internal_hosts: […]}`, pods, paths on servers, ARNs and "
            "the numbers of accounts. Addresses and names kept for examples are fine, so is "
            "what `policy: {public: […]}` lists, and so are paths in a `workaround`. A "
            "sentence that speaks of your router, or your computer, gets a warning. Other "
            "names of hosts cannot be told from public ones: list their endings."
        ),
        bad="The disk of db-02.eu.internal (10.4.7.19) is full.",
        good="A database in Frankfurt has no space left.",
    ),
    "COM-42": RuleText(
        severity="error; warning in a postmortem, for settings, and for the bare name of an error",
        rule="No stack trace, log, SQL or settings.",
        why=(
            "Customers cannot read it, and often it holds what the other rules are about. A "
            "message that they see themselves belongs under `errors:`, which this rule leaves"
            " alone. Each line is looked at by itself; four lines of settings in a row in a "
            "fenced block count as a copy. Steps that customers may type are fine."
        ),
        bad="2026-11-20T12:03:07Z ERROR pool exhausted after 30 s",
        good="Saving fails with the message `Please try again later`.",
    ),
    "COM-43": RuleText(
        severity="error for a mail address, warning for a handle or a telephone number",
        rule="No person's mail address, handle or telephone number.",
        why=(
            "People change, and nobody should be found by strangers for an outage. Shared "
            "mailboxes (support@, status@ …), the contacts in site.yml and the site's own "
            "handles are fine; others go under `policy: {public: […]}`. Names without an at "
            "sign are not seen."
        ),
        bad="Questions? Write to jane.doe@acme-cloud.com.",
        good="Questions? Write to support@acme-cloud.com.",
    ),
    "COM-44": RuleText(
        severity="error for a link, warning for a key",
        rule="No link to what only we can open, no key of a ticket.",
        why=(
            "A link that asks for a login answers nobody, and it names what we use. Links to "
            "the usual ticket systems, chats, documents, alarms and dashboards are known; "
            "public issues are fine. Tickets belong under `internal:`. A number that "
            "customers may quote is `reference:`, and then it may also stand in the text."
        ),
        bad="Details: https://acme.slack.com/archives/C012AB3CD/p1700000000",
        good="We will say more here at 14:00 UTC.",
    ),
}
