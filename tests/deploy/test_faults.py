"""What a library says becomes what helps; and what is secret stays so."""

import pytest

from generator.deploy.credentials import environment_of, redacted, secrets_in
from generator.deploy.faults import trouble_of
from generator.deploy.store import Kind


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("x status code: 503 Slow <Code>SlowDown</Code>", "(503 SlowDown)", Kind.UNSURE),
        ("x status code: 500 y", "trouble of its own (500)", Kind.UNSURE),
        ("x status code: 429 y", "busy (429)", Kind.BUSY),
        ("x status code: 409 <Code>ConditionalRequestConflict</Code>", "busy (409", Kind.BUSY),
        ("x status code: 403 <Code>AccessDenied</Code>", "may not do this", Kind.FINAL),
        ("x status code: 400 <Code>ExpiredToken</Code>", "out of date: get new", Kind.FINAL),
        ("x status code: 403 <Code>RequestTimeTooSkewed</Code>", "clock of this", Kind.FINAL),
        ("x InvalidCertificate(ExpiredContext { kind: Connect,", "valid (expired)", Kind.FINAL),
        ("InvalidCertificate(NotValidForNameContext kind: Connect,", "another host", Kind.FINAL),
        ("InvalidCertificate(UnknownIssuer kind: Connect,", "unknown issuer", Kind.FINAL),
        ("kind: Connect, dns error", "not known (DNS)", Kind.BUSY),
        ("kind: Connect, refused", "nothing answers", Kind.BUSY),
        ("kind: Timeout, x", "does not answer in time", Kind.UNSURE),
        ("kind: Request, reset", "the connection broke", Kind.UNSURE),
        ("Error performing PUT http://169.254.169.254/x", "are no credentials", Kind.FINAL),
    ],
)
def test_causes(text: str, words: str, kind: Kind) -> None:
    trouble = trouble_of(Exception(text))
    assert words in str(trouble)
    assert trouble.kind is kind


def test_nothing_of_what_a_server_says_is_repeated() -> None:
    said = "x status code: 400 <Code>Odd</Code><Message>AKIA-and-more</Message>"
    assert "AKIA" not in str(trouble_of(Exception(said)))
    assert "AKIA" not in str(trouble_of(Exception("something else: AKIA-and-more")))


EVERYTHING = {
    "PATH": "/bin",
    "AWS_ACCESS_KEY_ID": "ambient-key",
    "AWS_SESSION_TOKEN": "ambient-token",
    "GOOGLE_APPLICATION_CREDENTIALS": "/keys/file.json",
    "MINE_AWS_ACCESS_KEY_ID": "my-own-key",
    "MINE_HOUSE": "x",
}


def test_an_origin_with_a_prefix_sees_only_its_own() -> None:
    assert environment_of("", EVERYTHING) == EVERYTHING
    assert environment_of("MINE_", EVERYTHING) == {
        "PATH": "/bin",
        "MINE_AWS_ACCESS_KEY_ID": "my-own-key",
        "MINE_HOUSE": "x",
        "AWS_ACCESS_KEY_ID": "my-own-key",
    }


def test_secrets_are_taken_out_the_longest_first() -> None:
    secrets = secrets_in({**EVERYTHING, "A_PASSWORD": "my-own-key-and-more", "B_TOKEN": "short"})
    assert "/keys/file.json" not in secrets
    assert "short" not in secrets
    said = redacted("my-own-key-and-more, my-own-key, ambient-token", secrets)
    assert said == "[secret], [secret], [secret]"
