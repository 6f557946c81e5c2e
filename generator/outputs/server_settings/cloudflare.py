"""Cloudflare: the rules of a zone, as JSON that its API takes, one part for each phase."""

import json
from collections.abc import Iterator

from generator.outputs.delivery import NEVER
from generator.outputs.server_settings.rules import (
    CACHE,
    KEPT,
    WELL_KNOWN,
    Choice,
    Rule,
    header_rules,
)
from generator.outputs.server_settings.wish import Wish

Json = dict[str, object]

#: a path that no build writes
_NOTHING = "/404/none"
_PATH = "http.request.uri.path"
_SAY = "Fogbell: "


def cloudflare_text(wish: Wish) -> str:
    """The rules by phase; each part is what PUT zones/ID/rulesets/phases/PHASE/entrypoint takes."""
    phases = {
        "http_request_transform": _addresses(wish),
        "http_config_settings": [_untouched(wish)],
        "http_request_cache_settings": [_cache(wish)],
        "http_response_headers_transform": list(_headers(wish)),
    }
    document = {phase: {"rules": rules} for phase, rules in phases.items()}
    return json.dumps(document, indent=2) + "\n"


def _addresses(wish: Wish) -> list[Json]:
    """What is asked of the origin: at the top the home page, and nothing that is no reader's."""
    known = _starts(wish, WELL_KNOWN)
    hidden = f'({_starts(wish, KEPT)} or ({_PATH} contains "/." and not {known}))'
    home = f"{_PATH} eq {json.dumps(f'{wish.prefix}/')}"
    return [
        _rewrite(wish, "the home page", home, f"{wish.prefix}/index.html"),
        _rewrite(wish, "what is no reader's", hidden, f"{wish.prefix}{_NOTHING}"),
    ]


def _rewrite(wish: Wish, what: str, expression: str, path: str) -> Json:
    return _rule(wish, what, expression, "rewrite", {"uri": {"path": {"value": path}}})


def _untouched(wish: Wish) -> Json:
    """Pages as they are: what else is put into them, their policy and their hashes refuse.

    And programs without the manners of a browser are welcome.
    """
    parameters: Json = {
        **dict.fromkeys(("bic", "email_obfuscation", "rocket_loader"), False),
        **dict.fromkeys(("disable_apps", "disable_rum", "disable_zaraz"), True),
    }
    return _rule(wish, "pages as they are", "", "set_config", parameters)


def _cache(wish: Wish) -> Json:
    """Pages too, as long as the origin says, longer where it is dead; nothing that is missing."""
    errors = {"status_code_range": {"from": 400, "to": 499}, "value": 0}
    parameters: Json = {
        "cache": True,
        "edge_ttl": {"mode": "respect_origin", "status_code_ttl": [errors]},
        "browser_ttl": {"mode": "respect_origin"},
        "serve_stale": {"disable_stale_while_updating": False},
    }
    return _rule(wish, "keep copies", "", "set_cache_settings", parameters)


def _headers(wish: Wish) -> Iterator[Json]:
    """First what most files have; rules act in order, and a later one has the last word."""
    rules = header_rules(wish.policy)
    usual = {rule.header: _set(rule.rest) for rule in rules if rule.rest}
    yield _rule(wish, "every file", "", "rewrite", {"headers": usual})
    for rule in rules:
        for choice in rule.choices:
            yield _other(wish, rule, choice)
    never: Json = {"headers": {CACHE: _set(NEVER)}}
    yield _rule(
        wish, "no error may outlive its cause", "http.response.code ge 400", "rewrite", never
    )


def _other(wish: Wish, rule: Rule, choice: Choice) -> Json:
    change = _set(choice.value) if choice.value else {"operation": "remove"}
    what = f"{rule.header} {choice.value or 'not'}"[:100]
    headers: Json = {"headers": {rule.header: change}}
    return _rule(wish, what, _any_of(wish, choice.patterns), "rewrite", headers)


def _set(value: str) -> Json:
    return {"operation": "set", "value": value}


def _any_of(wish: Wish, patterns: tuple[str, ...]) -> str:
    """Paths by their beginning or whole: regular expressions cost extra there."""
    whole = [f"{wish.prefix}/{each}" for each in patterns if not each.endswith("*")]
    tests = [_starts(wish, each) for each in patterns if each.endswith("*")]
    if whole:
        tests.append(f"{_PATH} in {{{' '.join(map(json.dumps, whole))}}}")
    return f"({' or '.join(tests)})"


def _starts(wish: Wish, pattern: str) -> str:
    start = json.dumps(f"{wish.prefix}/{pattern.removesuffix('*')}")
    return f"starts_with({_PATH}, {start})"


def _rule(wish: Wish, what: str, expression: str, action: str, parameters: Json) -> Json:
    """A rule for this host only: a zone mostly holds others."""
    host = f"http.host eq {json.dumps(wish.name)}"
    return {
        "description": f"{_SAY}{what}",
        "expression": f"{host} and {expression}" if expression else host,
        "action": action,
        "action_parameters": parameters,
    }
