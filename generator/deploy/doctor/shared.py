"""What origins and the product have in common: whatever takes one down takes the other (IND-09)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType
from urllib.parse import urlsplit

from generator.deploy.doctor.records import Finding, Subject, fine, undeclared, wrong
from generator.model.origin import NO_PRODUCT, Origin, Product

#: other names of providers, and services of theirs: one outage may take all of them
_SAME: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("amazon", "amazon web services", "cloudfront", "route53"), "aws"),
        **dict.fromkeys(("route 53", "amazon cloudfront", "amazon s3", "s3"), "aws"),
        **dict.fromkeys(("gcp", "google cloud", "google cloud platform", "gcs"), "google"),
        **dict.fromkeys(("cloud cdn", "google cloud cdn", "cloud dns", "firebase"), "google"),
        **dict.fromkeys(("microsoft", "microsoft azure", "azure front door"), "azure"),
        **dict.fromkeys(("front door", "azure cdn", "azure dns"), "azure"),
        **dict.fromkeys(("cloudflare r2", "r2", "cloudflare pages"), "cloudflare"),
        **dict.fromkeys(("hetzner cloud", "hetzner online"), "hetzner"),
    }
)
#: stores that only one provider has; s3:// is spoken by many
_BY_SCHEME: Mapping[str, str] = MappingProxyType({"gs": "google", "az": "azure"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """An origin or the product, as far as it is declared."""

    name: str
    provider: str = ""
    account: str = ""
    regions: frozenset[str] = frozenset()
    #: whoever it needs: provider, CDN, name servers
    companies: frozenset[str] = frozenset()
    #: what is written to, and with whose credentials
    store: tuple[str, ...] = ()
    accept: str = ""


def share_nothing(subject: Subject) -> Iterator[Finding]:
    """IND-09: no two origins, and no origin and the product, run on the same things."""
    origins, product = subject.settings.origins, subject.settings.product
    if not origins:
        change = "add `deploy:` with two origins to site.yml: docs/publishing.md"
        yield undeclared("site.yml, deploy", "there is no origin to compare", change)
        return
    sides = [_of_origin(origin) for origin in origins]
    for side in sides:
        if not side.provider:
            change = f"add `provider:` to the origin '{side.name}', and `region:`, `account:`"
            yield undeclared("site.yml, deploy", f"who runs '{side.name}' is not said", change)
    if product == NO_PRODUCT or not product.provider:
        change = "add `independence: {product: {provider: …, regions: […], cdn: …, dns: …}}`"
        yield undeclared("site.yml, product", "what the product runs on is not said", change)
    pairs = [*combinations(sides, 2), *((side, _of_product(product)) for side in sides)]
    for one, other in pairs:
        yield from _compared(one, other)


def _compared(one: Side, other: Side) -> Iterator[Finding]:
    both, common = f"{one.name} and {other.name}", list(_common(one, other))
    accepted = one.accept or other.accept
    if common and accepted:
        yield fine(
            "site.yml, deploy", f"{both} share {_listed(common)}, which is accepted: {accepted}"
        )
    elif common:
        change = "move one of them elsewhere, or write down why it is all right: `accept: …`"
        yield wrong("site.yml, deploy", f"{both} share {_listed(common)}", change)
    elif one.provider and other.provider:
        yield fine("site.yml, deploy", f"{both} share nothing that is declared")


def _common(one: Side, other: Side) -> Iterator[str]:
    """What they share, in words. A region or an account is somebody's."""
    if one.store and one.store == other.store:
        yield "the same store"
    yield from sorted(one.companies & other.companies)
    if one.provider and other.provider and one.provider != other.provider:
        return
    if one.account and one.account == other.account:
        yield f"the account {one.account}"
    for region in sorted(one.regions & other.regions):
        yield f"the region {region}"


def _of_origin(origin: Origin) -> Side:
    parts = urlsplit(origin.url)
    provider = _who(origin.provider) or _BY_SCHEME.get(parts.scheme, "")
    return Side(
        name=origin.name,
        provider=provider,
        account=origin.account.casefold(),
        regions=_named([origin.region]),
        companies=_named([provider, _who(origin.cdn)]),
        store=(parts.scheme, parts.netloc, origin.env),
        accept=origin.accept,
    )


def _of_product(product: Product) -> Side:
    return Side(
        name="the product",
        provider=_who(product.provider),
        account=product.account.casefold(),
        regions=_named(product.regions),
        companies=_named(map(_who, (product.provider, product.cdn, product.dns))),
    )


def _who(name: str) -> str:
    """By which name a provider or a service is compared."""
    plain = " ".join(name.casefold().split())
    return _SAME.get(plain, plain)


def _named(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word.casefold() for word in words if word)


def _listed(words: list[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last
