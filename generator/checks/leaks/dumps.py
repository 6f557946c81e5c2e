"""COM-42: what programs say to those who run them: stack traces, logs, SQL, settings."""

import re

from generator.checks.leaks.pattern import Pattern

_STAMP = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?"
_LEVEL = r"(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|ERR|FATAL|CRITICAL|SEVERE|PANIC)"
_SCRIPT = r"(?:[\w./\\:@$-]{1,200}\.(?:[cm]?js|[jt]sx?|vue|wasm)|node:[\w/]{1,80}|<anonymous>)"
_EXCEPTION = (
    r"(?:(?<![\w.])(?:[a-z]\w{1,40}\.){1,10}[A-Z]\w{1,80}(?:Exception|Error)\b|"
    r"\b(?:System|Microsoft)\.(?:\w{1,40}\.){0,6}\w{1,60}Exception\b)"
)

#: what it is, small letters that it always holds, and its form
_FORMS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("a stack trace", ("traceback (most",), r"Traceback \(most recent call last\)"),
    ("a stack trace", (", line ",), r"\bFile \"[^\"\n]{1,300}\", line \d+"),
    (
        "a stack trace",
        (".java:", ".kt:", ".scala:", "native method", "unknown source"),
        (
            r"\bat [\w.$/<>]{3,300}\((?:[\w$]{1,100}\.(?:java|kt|scala|groovy):\d+|Native Method|"
            r"Unknown Source)\)"
        ),
    ),
    ("a stack trace", ("exception in thread",), r"Exception in thread \"[^\"\n]{1,100}\""),
    (
        "a stack trace",
        ("exception", "error"),
        rf"{_EXCEPTION}(?=:)|^\s*{_EXCEPTION}\s*$",
    ),
    ("a stack trace", (" more",), r"(?<!\S)\.\.\. \d+ (?:more|common frames omitted)[ \t]*$"),
    (
        "a stack trace",
        ("at ",),
        rf"(?<!\w)at (?:[\w.$<>\[\] ]{{1,120}} \()?{_SCRIPT}:\d+:\d+",
    ),
    ("a stack trace", ("goroutine ",), r"\bgoroutine \d+ \["),
    (
        "a stack trace",
        ("panic: ", "panicked at"),
        r"(?:^|[\s`])panic: \S|\bthread '[^'\n]{1,80}' panicked",
    ),
    ("a stack trace", (".go:",), r"[\w./-]{1,200}\.go:\d+ \+0x[0-9a-f]+"),
    ("a stack trace", (".rb:",), r"[\w./-]{1,200}\.rb:\d+:in [`'\"]"),
    (
        "a stack trace",
        ("php",),
        r"\bPHP (?:Fatal|Parse|Warning|Notice)|#\d+ [\w./\\-]{1,200}\.php\(\d+\)",
    ),
    (
        "a stack trace",
        (":line ", "at system.", "at microsoft."),
        (
            r"\bat [\w.`<>\[\]]{3,200}\([^()\n]{0,200}\)(?: in [^\n]{1,200}:line \d+)|"
            r"\bat (?:System|Microsoft)\.[\w.`<>\[\]]{3,200}\("
        ),
    ),
    ("a stack trace", ("segmentation fault", "core dumped"), r"\(core dumped\)|\bSIGSEGV\b"),
    (
        "a line of a log",
        ("-",),
        rf"{_STAMP}\]?[ \t,|:-]{{1,4}}(?:[\[(<|]?{_LEVEL}\b(?=[\])>|:/\s-])|\[[a-z]{{4,8}}\])",
    ),
    ("a line of a log", ("-",), rf"(?:^|[\s`\[]){_LEVEL}\]?[ \t,|:-]{{1,4}}[\[(]?{_STAMP}"),
    (
        "a line of a log",
        ("level=", '"level"', '"severity"'),
        r"\blevel=[a-z]{4,8} |\"(?:level|severity)\": ?\"\w{3,8}\"",
    ),
    (
        "a line of a log",
        (".go:",),
        r"(?:^|[\s`])[IWEF]\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ \w{1,60}\.go:\d+\]",
    ),
    (
        "a line of a log",
        (": ",),
        (
            r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}\d{1,2} \d\d:\d\d:\d\d "
            r"[a-z][\w.-]{0,80} [\w./-]{1,60}(?:\[\d+\])?: "
        ),
    ),
    ("a line of a log", ("http/",), r"\[\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] \"[A-Z]{3,7} "),
    (
        "a line of a log",
        (") while ",),
        r"\(\d{1,3}: [A-Z][a-z ]{4,60}\) while [a-z]{3,20}\b",
    ),
    ("a line of a log", ("[error]", "[crit]"), r"\[(?:error|crit|alert|emerg)\] \d+#\d+:"),
    ("a listing of files", ("-r", "dr"), r"(?:^|\s)[dl-]r[w-][xsS-][rwxsS-]{6} +\d+ \w+ +\w+ "),
    ("SQL", ("select ",), r"\bSELECT [\w*.,\s\"`()]{1,300} FROM [\w.\"`]{1,100}"),
    ("SQL", ("select *",), r"(?i:select \* from) [\w.\"`]{1,100}"),
    (
        "SQL",
        ("insert into", "delete from", "update "),
        r"\b(?:INSERT INTO|DELETE FROM) [\w.\"`]{2,100}|\bUPDATE [\w.\"`]{1,100} SET ",
    ),
    ("SQL", ("table", "index"), r"\b(?:ALTER|CREATE|DROP|TRUNCATE) (?:TABLE|INDEX|UNIQUE INDEX)\b"),
    ("a database's message", ("sqlstate", "ora-"), r"\bSQLSTATE[\[: ]|\bORA-\d{5}\b"),
    ("a database's message", ("error ",), r"\bERROR \d{4} \([0-9A-Z]{5}\)"),
    (
        "a database's message",
        ("relation ", "column "),
        r"ERROR: +(?:relation|column|duplicate key|deadlock)\b",
    ),
)

#: customers may see such a message as well; then it belongs under `errors:`
_MESSAGES = (
    r"\b(?:Type|Reference|NoMethod|Name|Key|Attribute|Value|Index|Runtime|Syntax|Import|Integrity|"
    r"Operational|Programming|ZeroDivision|ModuleNotFound|Assertion)Error(?:: | \()\S|"
    r"^(?:FATAL|PANIC|CRITICAL|ERROR|WARN): +\S"
)

DUMPS: tuple[Pattern, ...] = (
    *(
        Pattern(code="COM-42", what=what, hints=hints, form=f"(?m){form}")
        for what, hints, form in _FORMS
    ),
    Pattern(  # in a sentence: customers may see the name as well
        code="COM-42",
        what="the name of an error in a program",
        hints=("exception", "error"),
        form=_EXCEPTION,
        is_certain=False,
    ),
    Pattern(
        code="COM-42",
        what="the message of a program",
        hints=("error", "fatal: ", "panic: ", "critical: ", "warn: "),
        form=f"(?m){_MESSAGES}",
        is_certain=False,
    ),
)
#: settings, line by line: one says nothing, several in a block do
SETTING = re.compile(
    r"\s*(?:export )?[A-Z][A-Z0-9_]{2,60}=\S|\s*\"[\w.-]{1,60}\": ?[\"\d\[{tfn]|"
    r"\s*[a-z][\w.]{2,60} ?= ?\S"
)
