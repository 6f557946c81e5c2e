"""An outage in seven updates, from the first word at 12:15 to the all-clear at 14:00, as linted.

The times and turns are those of a public guideline for outages; the words are ours. What is warned
of is what a careful editor would say, and no more.
"""

from datetime import UTC, datetime, timedelta

from generator.errors import Severity
from tests.policy.cases import judged
from tests.policy.conduct import incident, said

AS_TYPED = (
    said(
        "Investigating",
        "12:15",
        "Updating a stack may fail with an error. We are investigating, and will post more "
        "information in the next 15 minutes.",
        next_update="15m",
    ),
    said(
        "Identified",
        "12:25",
        "We have found the cause: a change to our configuration. Updates of stacks with more "
        "than five resources fail for all customers; smaller stacks are updated as usual. We "
        "will post more information in the next 20 minutes.",
        next_update="20m",
    ),
    said(
        "Update",
        "12:45",
        "We are testing a repair. Until it is in place, `--serial` updates stacks normally.",
        next_update="30m",
        workaround="Pass `--serial`, and stacks are updated normally.",
    ),
    said(
        "Update",
        "13:15",
        "The first repair did not work, so we are taking the change back instead. Updates of "
        "large stacks still fail.",
        next_update="30m",
    ),
    said(
        "Update",
        "13:40",
        "We are rolling the change back. Half of all updates succeed now.",
        next_update="20m",
    ),
    said(
        "Monitoring",
        "13:55",
        "The change is taken back everywhere, and updates of stacks succeed. We are watching "
        "them for a few more minutes before we call this over.",
        next_update="15m",
    ),
    said(
        "Resolved",
        "14:00",
        "Updates of stacks work normally again, for all customers, and there is nothing you need "
        "to do. If you still see errors, please contact us. We are sorry that your updates failed.",
    ),
)
#: in the end: a feed is read late, so "the next 15 minutes" should be a time; and when do we
#: learn why?
IN_THE_END = [(1, "COM-28"), (2, "COM-28"), (7, "COM-70")]
#: while it is written, also that the second update offers nothing to do meanwhile; the third does
AS_IT_CAME = [(1, "COM-28"), (2, "COM-24"), (2, "COM-28"), (7, "COM-70")]


def warned(count: int, *, alone: bool) -> list[tuple[int, str]]:
    """What is said of so many updates, or of the last of them alone: its number, and the code."""
    text, base = (
        file(*AS_TYPED[:count]),
        file(*AS_TYPED[: count - 1]) if alone and count > 1 else "",
    )
    found = judged(text, now=at(count) + timedelta(minutes=1), base=base)
    assert all(each.severity is Severity.WARNING for each in found)
    return sorted({(number_of(text, each.location.line), each.code) for each in found})


def file(*updates: str) -> str:
    """The incident with these updates."""
    text = incident(*updates, front="started: 2026-11-20 12:05 UTC")
    return text.replace("Uploads fail", "Stack updates fail")


def number_of(text: str, line: int) -> int:
    """Which update a line is of."""
    return sum(each.startswith("## ") for each in text.splitlines()[:line])


def at(count: int) -> datetime:
    """When the last of so many updates was written."""
    heading = AS_TYPED[count - 1].partition("\n")[0]
    return datetime.fromisoformat(heading[-20:-4]).replace(tzinfo=UTC)


def test_the_whole_incident() -> None:
    assert warned(7, alone=False) == IN_THE_END


def test_each_update_when_it_is_written() -> None:
    assert [each for count in range(1, 8) for each in warned(count, alone=True)] == AS_IT_CAME


def test_what_a_tired_engineer_leaves_out_is_told() -> None:
    """The same without promises, with one update lost, and with a hurried end."""
    hurried = [update.replace("next update", "eta") for update in AS_TYPED[:2]]
    hurried.append(said("Resolved", "14:00", "This incident has been resolved."))
    text = incident(*hurried, front="started: 2026-11-20 11:40 UTC")
    codes = {each.code for each in judged(text, now=datetime(2026, 11, 20, 14, 1, tzinfo=UTC))}
    assert {"COM-01", "COM-02", "COM-62", "COM-66", "COM-70"} <= codes
    told = judged(incident(*hurried[:2]), now=datetime(2026, 11, 20, 12, 26, tzinfo=UTC))
    assert "COM-03" in [each.code for each in told]
