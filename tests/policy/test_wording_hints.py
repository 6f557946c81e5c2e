"""What to write instead: made from the text at hand where it can be."""

from dataclasses import replace

import pytest

from tests.policy.cases import HEAD, SITE, judged


def hint(code: str, text: str, zone: str = "UTC") -> str:
    site = replace(SITE, settings=replace(SITE.settings, timezone=zone))
    return next(each.hint for each in judged(text, site=site) if each.code == code)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Uploads will be back at 2pm.", "14:00 UTC"),
        ("Uploads failed from 9:30 a.m. on.", "09:30 UTC"),
        ("Uploads failed at 12:05 am.", "00:05 UTC"),
        ("Next update in 20 minutes.", "by 12:30 UTC"),
        ("We expect recovery within the hour.", "by 13:10 UTC"),
        ("We expect recovery within the next hour.", "by 13:10 UTC"),
        ("The next update comes in half an hour.", "by 12:40 UTC"),
        ("We expect recovery within 12 hours.", "by 00:10 UTC on 21 November"),
        ("The repair goes on tomorrow.", "21 November"),
        ("Uploads failed last night.", "19 November"),
    ],
)
def test_times_are_worked_out(text: str, words: str) -> None:
    assert words in hint("COM-28", text)


def test_a_time_may_be_meant_in_the_zone_of_the_site() -> None:
    told = hint("COM-28", "Uploads will be back at 2pm.", "Europe/Berlin")
    assert told.endswith("14:00 UTC, or 13:00 UTC if this is the time in Europe/Berlin")


def test_soon_becomes_the_promise_above_it() -> None:
    assert "'Next update by 12:40 UTC.'" in hint("COM-46", "We will update you shortly.")


def test_soon_becomes_a_promise_where_there_is_none() -> None:
    text = HEAD.replace("next update: 30m\n", "") + "We will write again soon.\n"
    assert "'Next update by 12:40 UTC.'" in hint("COM-46", text)


def test_soon_of_a_repair_becomes_an_estimate() -> None:
    assert "eta:" in hint("COM-46", "Uploads will work soon.")


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("COM-48", "A failover is in progress.", "the spare system took over"),
        ("COM-30", "Sorry for the inconvenience.", "could not use API"),
        ("COM-95", "See [here](https://docs.acme.example/a).", "](https://docs.acme.example/a)"),
    ],
)
def test_words_to_use_are_named(code: str, text: str, words: str) -> None:
    assert words in hint(code, text)


def test_the_place_is_exact_also_in_the_second_line_of_a_sentence() -> None:
    (found,) = [each for each in judged("We will\nupdate you\nshortly.") if each.code == "COM-46"]
    assert (found.location.line, found.location.column, found.location.width) == (12, 1, 7)
    assert found.location.text == "shortly."
    assert found.message == "'shortly' tells nobody when"


def test_a_phrase_over_two_lines_is_seen() -> None:
    (found,) = [each for each in judged("This will\nnever happen.") if each.code == "COM-46"]
    assert (found.location.line, found.location.column, found.location.width) == (10, 6, 4)
