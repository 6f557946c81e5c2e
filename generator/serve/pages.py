"""What is added to a page on its way to the browser: a script that reloads it, and the problems.

Nothing of this is ever in the folder that is served. Everything said by the builder is escaped.
"""

import base64
import hashlib
import html
import re

from generator.serve.board import Built

EVENTS = "/.events"

# A hidden tab does not listen: browsers open only six connections to one server.
_SCRIPT = f"""
(function () {{
  var built = document.currentScript.dataset.built, source = null;
  function listen() {{
    if (document.hidden && source) {{ source.close(); source = null; }}
    if (document.hidden || source) return;
    source = new EventSource("{EVENTS}");
    source.onmessage = function (event) {{ if (event.data !== built) location.reload(); }};
  }}
  document.addEventListener("visibilitychange", listen);
  listen();
}})();
"""
_STYLE = """
#dev-problems { position: fixed; z-index: 2147483647; left: 0; right: 0; bottom: 0; margin: 0;
  max-height: 60vh; overflow: auto; padding: .75rem 1rem; background: #1b1b1f; color: #f4f4f5;
  border-top: 4px solid #f0616d; font: 14px/1.5 system-ui, sans-serif; text-align: left; }
#dev-problems summary { all: revert; cursor: pointer; font-weight: 600; color: inherit; }
#dev-problems summary::before { content: none; }
#dev-problems pre { margin: .75rem 0 0; padding: 0; background: none; color: inherit;
  font: 13px/1.45 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
"""
_POLICY = re.compile(
    r'(<meta\s[^>]*http-equiv="Content-Security-Policy"[^>]*\scontent=")([^"]*)(")', re.IGNORECASE
)
_END = re.compile(r"</body\s*>(?!.*</body\s*>)", re.IGNORECASE | re.DOTALL)


def decorated(page: bytes, token: str, built: Built) -> bytes:
    """A page with the script, the problems, and a policy that allows these two."""
    text = _POLICY.sub(_allowing, page.decode("utf-8", "surrogateescape"))
    end = _END.search(text)
    place = end.start() if end else len(text)
    older = " This page is as it was before." if built.failed else ""
    added = _problems(built, older) + _script(token)
    return (text[:place] + added + text[place:]).encode("utf-8", "surrogateescape")


def stand_in(token: str, built: Built) -> bytes:
    """The page to show where there is no site yet."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{html.escape(built.summary)}</title>\n</head>\n<body>\n"
        "<h1>There is no site yet</h1>\n"
        "<p>This page loads again by itself as soon as there is one.</p>\n"
        f"{_problems(built)}{_script(token)}</body>\n</html>\n"
    ).encode()


def widened(policy: str, extra: dict[str, str]) -> str:
    """A Content-Security-Policy that also allows, for each directive of `extra`, that source."""
    directives: dict[str, list[str]] = {}
    for part in policy.split(";"):
        name, *sources = part.split() or [""]
        if name:
            directives.setdefault(name.lower(), sources)
    for name, source in extra.items():
        sources = directives.get(name, directives.get("default-src", ["*"]))
        if not _allows_everything(sources):
            directives[name] = [*(each for each in sources if each != "'none'"), source]
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


def _allows_everything(sources: list[str]) -> bool:
    """Where inline code is allowed as such, naming a hash would forbid all other inline code."""
    if any(source.startswith(("'sha", "'nonce-")) for source in sources):
        return False
    return "*" in sources or "'unsafe-inline'" in sources


def _allowing(found: re.Match[str]) -> str:
    extra = {
        "script-src": _hash(_SCRIPT),
        "style-src": _hash(_STYLE),
        "connect-src": "'self'",
    }
    policy = widened(html.unescape(found[2]), extra)
    return f"{found[1]}{html.escape(policy)}{found[3]}"


def _script(token: str) -> str:
    return f'<script data-built="{html.escape(token)}">{_SCRIPT}</script>\n'


def _problems(built: Built, more: str = "") -> str:
    if not built.problems:
        return ""
    said = html.escape("\n\n".join(built.problems))
    is_open = " open" if built.failed else ""
    return (
        f'<style>{_STYLE}</style>\n<details id="dev-problems"{is_open}>'
        f"<summary>{html.escape(built.summary + more)}</summary><pre>{said}</pre></details>\n"
    )


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
