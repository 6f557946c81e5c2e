"""errors/: pages, problem details and a text for the product's own servers, true on any day.

They lie on other machines than this site, put there long before they are needed. So nothing in them
comes from an event: they change with the settings and the theme alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.outputs.artifact import Artifact
from generator.outputs.error_kit.problem import problem_details, problem_text
from generator.outputs.pages.frame import Link, desk
from generator.outputs.pages.logo import Logo
from generator.render.inline import inlined
from generator.render.theme import Theme
from generator.state.records import State

FOLDER = "errors"
OUTAGE, MAINTENANCE, CLOUDFLARE = "503.html", "maintenance.html", "cloudflare-500.html"
PROBLEM, TEXT = "503.json", "503.txt"
STYLE = f"{FOLDER}/style.css"
#: what a browser gets in the first round trip; a logo that does not fit is left out
MOST_BYTES = 14_000


@dataclass(frozen=True, slots=True, kw_only=True)
class KitView:
    site_title: str
    #: `#rrggbb`, or empty
    accent: str
    logo: Logo | None
    #: a data: address
    icon: str
    #: where the status is; whole, as are all addresses here
    status: Link
    mirrors: tuple[Link, ...]
    contact: Link | None


def error_kit(state: State, theme: Theme) -> Iterator[Artifact]:
    """The files of errors/. Views hold nothing of the events."""
    settings = state.site.settings
    view = _view(state)
    for name in (OUTAGE, MAINTENANCE, CLOUDFLARE):
        yield _page(f"{FOLDER}/{name}", view, theme)
    details, text = problem_details(settings).encode(), problem_text(settings).encode()
    yield Artifact(f"{FOLDER}/{PROBLEM}", details, lambda: details)
    yield Artifact(f"{FOLDER}/{TEXT}", text, lambda: text)


def _view(state: State) -> KitView:
    settings = state.site.settings
    frame = desk(state).frame(f"{FOLDER}/{OUTAGE}", "", "")
    return KitView(
        site_title=frame.site_title,
        accent=frame.accent,
        logo=frame.logo,
        icon=frame.icon,
        status=Link(settings.url.rsplit("://", maxsplit=1)[-1], f"{settings.url}/"),
        mirrors=tuple(Link(mirror.text, f"{mirror.href}/") for mirror in frame.mirrors),
        contact=frame.contact,
    )


def _page(path: str, view: KitView, theme: Theme) -> Artifact:
    def render() -> bytes:
        style = inlined(theme.read(STYLE), "", theme.look, view.accent)
        page = theme.render(path, view, **style)
        if view.logo and len(page) > MOST_BYTES:
            return theme.render(path, replace(view, logo=None), **style)
        return page

    return Artifact(path, (path, view), render)
