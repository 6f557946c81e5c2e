"""Every file that an emergency changes at an origin, from what is there and one incident."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from generator.deploy.asks import Upload
from generator.deploy.emergency.answers import status_json, statuspage_files
from generator.deploy.emergency.draft import continued
from generator.deploy.emergency.entries import feed_files, feed_paths
from generator.deploy.emergency.known import COMPONENTS, Known, known
from generator.deploy.emergency.page import pages
from generator.deploy.release import OWN_FOLDER
from generator.model.incident import Incident
from generator.model.site import Settings, Site
from generator.outputs.addresses import BADGE
from generator.outputs.api.book import open_book
from generator.outputs.api.status import PATH as STATUS
from generator.outputs.api.statuspage import ROOT
from generator.outputs.badges import LOOKS, BadgeView, draw
from generator.outputs.delivery import class_of, content_type
from generator.outputs.pages.embed import PATH as EMBED
from generator.outputs.pages.embed import embed_page
from generator.outputs.pages.frame import desk
from generator.render.theme import Theme
from generator.state import derive
from generator.state.records import Indicator, State

#: where the file to commit lies too, for whoever has lost the terminal
KEPT = f"{OWN_FOLDER}emergencies/"
_API = ("status", "summary", "incidents", "incidents/unresolved")
_NO_IDENTITY = (
    "the feeds are left as they are, for they do not say of which site they are: name a project "
    "with its content/site.yml (--project)"
)
_KINDS = tuple(Indicator)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What is the same at every origin."""

    incident: Incident
    #: the file to commit
    file: str
    #: of site.yml, where there is one
    settings: Settings | None
    theme: Theme
    now: datetime
    #: more about an incident that origins know
    is_more: bool = False

    @property
    def kept(self) -> str:
        """Where the file lies at an origin."""
        return f"{KEPT}{self.incident.id}.md"

    @property
    def wanted(self) -> tuple[str, ...]:
        """The paths of all that is read before anything is made."""
        components = tuple(name for name, _ in self.incident.components)
        api = (f"{ROOT}/{name}.json" for name in _API)
        so_far = (self.kept,) if self.is_more else ()
        return (*so_far, STATUS, COMPONENTS, *api, *feed_paths(components))


@dataclass(frozen=True, slots=True)
class Made:
    files: tuple[Upload, ...]
    #: sentences: what could not be done
    notes: tuple[str, ...] = ()


def make(
    call: Call, public: str, commit: str, there: Mapping[str, bytes], paths: Collection[str]
) -> Made:
    """The files. `there` has those of `call.wanted` that could be read, `paths` all there are."""
    notes: list[str] = []
    call = _with_what_was_said(call, there, notes)
    site = known(there, call.settings, public, call.incident)
    files = dict(_files(call, site, _state(call, site, commit), there, paths, notes))
    left = sorted(path for path in call.wanted if path in paths and path not in there)
    notes += [f"{path} could not be read, and is left as it is" for path in left]
    return Made(tuple(_upload(path, data) for path, data in files.items()), tuple(notes))


def _with_what_was_said(call: Call, there: Mapping[str, bytes], notes: list[str]) -> Call:
    """An origin that was dead when it began gets it as it is now."""
    if not call.is_more or call.kept not in there:
        return call
    try:
        incident, file = continued(there[call.kept], call.incident)
    except ValueError:
        notes.append(f"{call.kept} cannot be read: what was said before is not repeated")
        return call
    return replace(call, incident=incident, file=file.decode())


def _state(call: Call, site: Known, commit: str) -> State:
    """All that is known to be true. The page is as bad as it was, or worse; never better."""
    state = derive(
        Site(settings=site.settings, incidents=(call.incident, *site.others)), call.now, commit
    )
    here = Indicator(call.incident.impact.value)
    worst = max((state.indicator, site.indicator, here), key=_KINDS.index)
    return replace(state, indicator=worst)


def _files(
    call: Call,
    site: Known,
    state: State,
    there: Mapping[str, bytes],
    paths: Collection[str],
    notes: list[str],
) -> Iterator[tuple[str, bytes]]:
    shared, book = desk(state), open_book(state)
    each = next(each for each in state.incidents if each.incident.id == call.incident.id)
    yield call.kept, call.file.encode()
    if site.has_identity:
        yield from feed_files(shared, each, there, notes)
    elif any(path in there for path in feed_paths(())):
        notes.append(_NO_IDENTITY)
    yield from statuspage_files(book, each, there)
    yield status_json(book, site, call.file)
    if BADGE in paths:
        view = BadgeView(site.settings.title, state.indicator.description, LOOKS[state.indicator])
        yield BADGE, draw(view)
    if EMBED in paths:
        yield from ((made.path, made.render()) for made in embed_page(state, call.theme))
    yield from pages(shared, call.theme, each, paths)


def _upload(path: str, data: bytes) -> Upload:
    kind = "text/plain; charset=utf-8" if path.endswith(".md") else content_type(path)
    return Upload(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        source=data,
        headers=(("Cache-Control", class_of(path).cache_control), ("Content-Type", kind)),
    )
