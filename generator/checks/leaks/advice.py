"""What to write instead of a leak."""

from generator.checks.leaks.pattern import Leak

_MEANT = "if customers may know it, list it in site.yml under `policy: {public: […]}`"
_HINTS = {
    "COM-40": (
        "delete it, and replace it wherever it is in use: "
        "what was once in git or on a page is known"
    ),
    "COM-41": f"say what customers call it, such as `our database in Frankfurt`; {_MEANT}",
    "COM-42": "say in a sentence what fails; a message that customers see goes under `errors:`",
    "COM-43": f"name a role (our on-call engineer) or a shared mailbox; {_MEANT}",
    "COM-44": (
        "put it under `internal:`, which is never published; a number that customers "
        f"may quote is `reference:`; {_MEANT}"
    ),
}


def hint_for(leak: Leak) -> str:
    """A sentence for whoever wrote it."""
    return _HINTS[leak.code]
