"""What commands that publish share: the origins of site.yml, and how each is opened."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from urllib.parse import unquote, urlsplit

from generator.commands.printing import problem_text
from generator.content.load import load_settings
from generator.deploy.bring import Opener
from generator.deploy.credentials import environment_of, redacted, secrets_in
from generator.deploy.folder import FolderStore, open_folder
from generator.deploy.objectstore import open_store
from generator.deploy.store import Store, Trouble
from generator.errors import Problem, UserError, did_you_mean
from generator.model.origin import Origin
from generator.model.site import Settings


@dataclass(frozen=True, slots=True)
class Place:
    """An origin that is ready to be opened."""

    origin: Origin
    opener: Opener


def settings_of(project: Path) -> Settings:
    """What content/site.yml says. Raises UserError with every problem of it."""
    problems: list[Problem] = []
    settings = load_settings(project, problems)
    if settings is None:
        raise UserError(f"where to publish cannot be read\n{problem_text(problems)}")
    return settings


def chosen(origins: Sequence[Origin], names: Sequence[str]) -> tuple[Origin, ...]:
    """The origins that were named; all where none was. Raises UserError."""
    known = [each.name for each in origins]
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known) or f"there are: {', '.join(known)}"
            raise UserError(f"--origin {name}: content/site.yml has no such origin; {hint}")
    return tuple(each for each in origins if not names or each.name in names)


def places_of(origins: Sequence[Origin], stop: Event, *, reads_only: bool = False) -> list[Place]:
    """The origins with their stores. For the main thread, before there are others."""
    return [Place(each, _opener(each, stop, reads_only=reads_only)) for each in origins]


def without_secrets(origins: Sequence[Origin], text: str) -> str:
    """`text` without what the environment holds of passwords, for any of the origins."""
    for prefix in {"", *(each.env for each in origins)}:
        text = redacted(text, secrets_in(environment_of(prefix, os.environ)))
    return text


def _opener(origin: Origin, stop: Event, *, reads_only: bool) -> Opener:
    if origin.url.startswith("file:"):
        root = Path(unquote(urlsplit(origin.url).path))
        if reads_only:
            return lambda: nullcontext(FolderStore(root))
        return lambda: open_folder(root, stop)
    try:
        with _only(environment_of(origin.env, os.environ)):
            store = open_store(origin, os.environ)
    except Trouble as trouble:
        found = trouble
        return lambda: _failed(found)
    return lambda: nullcontext(store)


def _failed(trouble: Trouble) -> AbstractContextManager[Store]:
    raise trouble


@contextmanager
def _only(environment: Mapping[str, str]) -> Iterator[None]:
    """For as long as it takes to open a store, whose library reads the environment by itself."""
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(environment)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
