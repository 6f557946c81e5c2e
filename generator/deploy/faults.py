"""What an object store's library says when a request fails, in words that help; never its own.

Its own words may hold addresses, headers and whatever a server likes to send: of them only a
status, a code of letters and a few known phrases are looked for.
"""

import re

from generator.deploy.store import Kind, Trouble

_STATUS = re.compile(r"status code: (\d{3})")
_CODE = re.compile(r"<Code>([A-Za-z]{1,60})</Code>")

_KEYS = "look at the origin's keys in the environment"
_PLACE = "look at AWS_REGION and AWS_ENDPOINT_URL"
#: codes of S3 and those that speak like it, of Google and of Azure: no request like it will do
_FINAL = {
    "SignatureDoesNotMatch": f"the store does not know the secret key: {_KEYS}",
    "InvalidAccessKeyId": f"the store does not know the access key: {_KEYS}",
    "AuthenticationFailed": f"the store does not know the key: {_KEYS}",
    "ExpiredToken": "the credentials are out of date: get new ones, then deploy again",
    "InvalidToken": f"the store does not take the session token: {_KEYS}",
    "TokenRefreshRequired": "the credentials are out of date: get new ones, then deploy again",
    "RequestTimeTooSkewed": "the clock of this machine is wrong: set it, then deploy again",
    "NoSuchBucket": "there is no such bucket: make it, or look at `url` in content/site.yml",
    "ContainerNotFound": "there is no such container: make it, or look at `url` in site.yml",
    "AccountProblem": "the provider has closed the account: look at its console",
    "AllAccessDisabled": "the provider has closed the bucket: look at its console",
    "QuotaExceeded": "the store is full: raise its quota",
    "NotImplemented": "the store cannot write on a condition (If-Match): Fogbell needs that",
    "EntityTooLarge": "the store takes no file of this size",
}
_DENIED = (
    "the store refuses it (403): the credentials may not do this; they need to list, read and "
    "write objects"
)
_NO_KEYS = "there are no credentials: put them into the environment, such as AWS_ACCESS_KEY_ID"
_CERTIFICATE = (
    "its certificate is not valid ({}): renew it, or look at the endpoint; nothing is sent without"
)
#: what TLS says of a certificate, in what library it may be said
_CERTIFICATES = (
    ("expired", re.compile("certificate.{0,40}expired|CertExpired|Expired", re.IGNORECASE)),
    ("of another host", re.compile("NotValidForName", re.IGNORECASE)),
    ("of an unknown issuer", re.compile("UnknownIssuer|self.signed|unable to get local issuer")),
    ("", re.compile("invalid peer certificate|certificate verify|InvalidCertificate")),
)
#: what the library says where there was no answer; the first that fits
_UNANSWERED = (
    (("dns error", "failed to lookup"), "its name is not known (DNS)", Kind.BUSY),
    (
        ("builder error", "relative URL"),
        "its address cannot be used: look at `url` and the endpoint",
        Kind.FINAL,
    ),
    (("redirect",), f"the bucket is in another place: {_PLACE}", Kind.FINAL),
    (("kind: Connect,",), "nothing answers at its address", Kind.BUSY),
    (("kind: Timeout,",), "it does not answer in time", Kind.UNSURE),
    (("kind: ",), "the connection broke", Kind.UNSURE),
    (("redential", "service account"), f"the credentials cannot be used: {_KEYS}", Kind.FINAL),
)


def trouble_of(error: Exception) -> Trouble:
    """Why a request failed, and whether another one may do."""
    if isinstance(error, TypeError):
        return Trouble("a fault of ours, please report it: the library refuses what we ask")
    text = str(error)
    status, code = _found(_STATUS, text), _found(_CODE, text)
    if code in _FINAL:
        return Trouble(_FINAL[code])
    if "169.254.169.254" in text or "169.254.170.2" in text:
        return Trouble(_NO_KEYS)
    if status:
        return _of_status(int(status), f" {code}" if code else "")
    return _without_answer(text)


def is_refused_condition(error: Exception) -> bool:
    """Whether it failed only because another version is there, or none."""
    return _found(_STATUS, str(error)) in ("", "412", "404") and "NoSuchBucket" not in str(error)


def is_missing_bucket(error: Exception) -> bool:
    """Whether not only the object is missing."""
    return _found(_CODE, str(error)) in ("NoSuchBucket", "ContainerNotFound")


def _of_status(status: int, code: str) -> Trouble:
    if status in (401, 403):
        return Trouble(f"{_DENIED}{f' ({code.strip()})' if code else ''}")
    if status in (409, 429):
        return Trouble(f"the store is busy ({status}{code})", Kind.BUSY)
    if status == 408 or status >= 500:
        return Trouble(f"the store has trouble of its own ({status}{code})", Kind.UNSURE)
    if status in (301, 307):
        return Trouble(f"the bucket is in another place ({status}{code}): {_PLACE}")
    if status == 404:
        return Trouble(f"the store knows no such place ({status}{code}): look at `url` in site.yml")
    return Trouble(f"the store refuses it ({status}{code}): look that up in its documentation")


def _without_answer(text: str) -> Trouble:
    """Where nothing was answered: how far it came."""
    if "ertificate" in text:
        found = (what for what, pattern in _CERTIFICATES if pattern.search(text))
        what = next(found, None)
        if what is not None:
            return Trouble(_CERTIFICATE.format(what or "as the store gives it"))
    for phrases, cause, kind in _UNANSWERED:
        if any(phrase in text for phrase in phrases):
            return Trouble(cause, kind)
    return Trouble(f"the request failed ({_name_of(text)})", Kind.UNSURE)


def _name_of(text: str) -> str:
    """Letters only, so that nothing can be read from it but a kind of error."""
    found = re.match(r"[A-Za-z ]{0,60}", text)
    return found.group().strip() if found and found.group().strip() else "no reason given"


def _found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match.group(1) if match else ""
