"""What each code of a mistake means: `check --explain CODE`, and docs/problems.md."""

PROBLEMS: dict[str, str] = {
    "FILE-01": (
        "A file cannot be read, or is not a regular file. Fogbell never follows links, so "
        "that a pull request cannot publish a file of the machine that builds. Put the text "
        "itself in content/."
    ),
    "FILE-02": (
        "A file is larger than an incident ever needs to be (256 KiB; site.yml 2 MiB). Move "
        "logs and attachments elsewhere and link to them."
    ),
    "FILE-03": ("A file is not UTF-8. Save it as UTF-8; in most editors that is the default."),
    "FILE-04": (
        "A control character is in the text: invisible, usually pasted from a terminal. Feeds "
        "cannot carry it, so it is refused here, with its place."
    ),
    "FILE-05": (
        "Git left conflict markers in the file. Keep what both sides wrote, each update with "
        "its own heading and time, and delete the lines with <<<<<<<, ======= and >>>>>>>."
    ),
    "FILE-06": (
        "An invisible mark makes text read in another order than it is stored, which can "
        "disguise a link (CVE-2021-42574). It is left out of what is published."
    ),
    "FILE-07": (
        "A file lies where incidents live but is not read as one. Incidents end in .md and "
        "lie in content/incidents/, planned work in content/maintenance/."
    ),
    "FILE-08": (
        "A file's name becomes the address of its page and the id in every feed. Letters of "
        "any script, digits, `.`, `-` and `_`; at most 100."
    ),
    "FILE-09": (
        "The file lacks its fields. An incident begins with a line `---`, its fields, and a "
        "second line `---`; site.yml holds lines of `key: value`."
    ),
    "YAML-01": (
        "The front matter is not YAML. The usual causes, each with its own hint: a colon and "
        "a space inside a text (put it in quotes), a text that begins with [ { * & ! @ > % or "
        "`, a tab, a quote that is not closed, no space after the colon."
    ),
    "YAML-02": (
        "Anchors, aliases, tags, merge keys, directives and second documents are refused: "
        "nobody needs them at 3 a.m., and they are how YAML is attacked. Text that begins "
        "with & * or ! only needs quotes."
    ),
    "YAML-03": ("A key is there twice; YAML would silently keep the last. Both lines are named."),
    "YAML-04": ("The front matter is nested too deeply, or holds too many values."),
    "KEY-01": (
        "A key that Fogbell does not know: mostly a slip of the pen, so the nearest one is named."
    ),
    "KEY-02": ("A key is missing without which nothing can be published."),
    "KEY-03": ("A value of the wrong kind: a list where text belongs, or nothing at all."),
    "KEY-04": ("A value that is not one of the words allowed here. Statuses are Statuspage's."),
    "KEY-05": (
        "A time that cannot be understood. Write 2026-11-20 12:15 UTC, or with an offset "
        "(+01:00). A zone is needed: readers and feeds are all over the world. Names such as CET "
        "are not taken, for many mean several zones; where one is certain, it is suggested."
    ),
    "KEY-06": (
        "`next update` and `eta` take a duration from the update (30m, 1h30m), a time of day "
        "(12:30 UTC, the next such moment) or a whole time, and it must lie after the update."
    ),
    "KEY-07": (
        "YAML takes ` #` for the start of a comment and drops the rest of the text. Put the "
        "whole text in double quotes."
    ),
    "KEY-08": (
        "Curly quotes are ordinary text to YAML and would appear on the page. Use straight ones."
    ),
    "KEY-09": (
        "A number out of range, or none. Weights are from 0 to 1, promises are percentages."
    ),
    "KEY-10": ("An address must be whole: https://… (or, for contact, a mail address)."),
    "KEY-11": (
        "The name of a time zone as in the IANA database: Europe/Berlin, America/New_York, UTC."
    ),
    "KEY-12": (
        "An id must stay what it is for years and work in every file name and feed. "
        "Components: small letters, digits and `-`. Events: letters of any script, digits, "
        "`.`, `-`, `_`."
    ),
    "KEY-13": (
        "A key of a part of Fogbell that is still to come. It has no effect in this version."
    ),
    "UPD-01": ("An incident without an update says nothing to anybody. Add the first one."),
    "UPD-02": (
        "`##` opens an update: ## <Status> — <time>. Headings inside an update begin with ###."
    ),
    "UPD-03": (
        "A line of text that looks like an update's heading, but is not: too many `#`, spaces "
        "before it, or none after `##`. What it announces would be missed. In a postmortem, where "
        "a timeline may look so, it is left alone."
    ),
    "UPD-04": (
        "An update's heading needs a whole time with its zone: ## Resolved — 2026-11-20 14:00 UTC."
    ),
    "UPD-05": (
        "Right under the heading stand fields (`key: value`), and this is none. If it is "
        "text, put a blank line above it."
    ),
    "UPD-06": ("A field is there twice in one update."),
    "UPD-07": (
        "Fields stand right under the heading. After a blank line, lines are fields only if all "
        "of that first paragraph are. A field begins at the beginning of its line, and has a colon "
        "and a space after its name. These are read as text, and customers will see them."
    ),
    "UPD-08": (
        "Two updates have the same time, and a time is what tells updates apart. Add seconds."
    ),
    "UPD-09": ("`Update` leaves the status as it is, so it cannot be the first."),
    "UPD-10": ("A code block is opened and never closed: the updates below it would become code."),
    "UPD-11": (
        "Comments in HTML are not shown anywhere, but everybody who can read the repository "
        "reads them. Internal notes belong under `internal:`."
    ),
    "UPD-12": ("A comment is opened and never closed: everything below it would vanish."),
    "UPD-13": ("Text before the first update belongs to no update and would be lost."),
    "UPD-14": ("An update is longer than anybody reads (64 KiB). Move logs elsewhere, and link."),
    "CON-01": (
        "An incident names a component that site.yml does not have. The nearest one is suggested."
    ),
    "CON-02": ("`started` must not be after the first update: move it, or leave it out."),
    "CON-03": (
        "Something told as past lies in the future (more than five minutes: clocks differ). "
        "Mostly local time written as UTC."
    ),
    "CON-04": (
        "Two files have the same id, so they would have the same page. Names that differ only "
        "in capitals count as the same: some file systems cannot tell them apart."
    ),
    "CON-05": ("Two components or groups in site.yml have the same id."),
    "CON-06": ("A postmortem tells of something that is over: add the Resolved update before it."),
    "CON-07": ("started, detected, the first update and ended must follow each other."),
    "CON-08": (
        "`ended:` refines when a resolved incident was really over. It does not close an open "
        "one: add a Resolved update, or write `ended: unknown`."
    ),
    "CON-09": (
        "Resolved sets every component back to operational, unless that update says "
        "otherwise, and this one does. Nothing will clear it until another update does."
    ),
    "CON-10": ("`reopened: yes` says that an incident is open again after it was resolved."),
    "CON-11": ("The component was retired before this began, so it appears in no figure of it."),
    "CON-12": (
        "A relative link must lead to the .md file of another incident, and a picture must be "
        "a file in content/. Pages ask no other host for anything."
    ),
    "CON-13": (
        "A picture needs words for those who cannot see it: ![what it shows](../media/x.png)."
    ),
    "CON-14": (
        "The logo named in site.yml is not there. It is a picture in content/: with "
        "`logo: media/logo.svg` the file is content/media/logo.svg."
    ),
    "CON-15": ("A window of more than two weeks is nearly always a mistyped month."),
    "CON-16": (
        "`edited` is when a published text was corrected, so it comes after the update's own time."
    ),
    "CON-17": ("A component's figures begin at its `since:`; this incident lies before it."),
    "CON-18": (
        "Text in the accent's colour cannot be read on white by everybody (WCAG 2.2 asks for "
        "a contrast of 4.5:1). Links then use the nearest darker tone of the same hue, and "
        "on dark pages a lighter one. Name a darker accent to choose the tone yourself."
    ),
    "CON-19": (
        "The logo was made for dark paper. On light pages it stands on a dark plate, or else "
        "nobody would see it. Most brands have a second logo for white paper: name that one."
    ),
    "CON-20": (
        "The logo is inside every page, so that a page needs nothing else to be whole. "
        "Shrink it: take needless data out of the SVG, or save a PNG about twice as large as "
        "it is shown (28 pixels high)."
    ),
    "CON-21": (
        "`security:` becomes .well-known/security.txt (RFC 9116), by which people who find a "
        "weakness know whom to tell. It must say until when that holds, at most a year ahead, so "
        "that somebody looks at it now and then."
    ),
    "TPL-01": (
        "A template may hold only the fields of docs/templates.md, such as `[symptom]`: in square "
        "brackets, in small letters, outside code. Anything else in such brackets would reach "
        "customers as it stands. Write `\\[` where a bracket is meant."
    ),
    "TPL-02": (
        "A template is the text of one update, and nothing else: no heading that opens another "
        "update, and no line such as `next update:`, which is said on the day."
    ),
    "TPL-03": (
        "A title, a workaround or the text of an update still holds a field of a template, such as "
        "`[symptom]`. Put your own words in its place, brackets and all. In code, and as the words "
        "of a link, such brackets stay what they are."
    ),
    "THM-01": (
        "A theme cannot be used: there is none of that name, its theme.toml holds a mistake, a "
        "template cannot be printed, or what it prints must not be published. docs/themes.md tells "
        "what a theme may do."
    ),
    "THM-02": (
        "Something in a theme has no effect, or not the one that was meant: a file or an option "
        "that nothing reads, a block that no page has, a colour that is none or in which words "
        "cannot be read, a brace that is never closed."
    ),
    "BLD-02": (
        "Fogbell itself failed while it read this file. This is a fault of ours: please report it, "
        "with the file if you may. `build --keep-going` publishes all the others meanwhile."
    ),
    "BLD-03": (
        "`watch` found a built site that is older than its readers may rely on. Build it again, "
        "and see why the scheduled build did not run: it should, at least once an hour."
    ),
}
