"""`fogbell completion`: the shell finishes commands, flags, ids of events and components."""

import argparse
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path, PurePosixPath

from argcomplete.completers import BaseCompleter, FilesCompleter
from argcomplete.finders import CompletionFinder
from argcomplete.shell_integration import shellcode

from generator.content.incidents import parse_incident
from generator.content.load import EVENT_FOLDERS, INCIDENTS_FOLDER, SETTINGS_FILE, event_files
from generator.content.settings import parse_settings
from generator.content.source import MAX_SETTINGS_BYTES, load_source
from generator.content.templates import load_templates
from generator.errors import visible
from generator.manual import MANUAL
from generator.model.component import ComponentStatus
from generator.state.status import incident_state

SHELLS = ("bash", "zsh", "fish")
#: somebody waits with a finger on Tab: no more files than these are opened, the newest by name
_MOST_READ = 300

#: what may stand there, each with a word on it where the shell can show one
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Asked:
    command: str
    #: what is typed already, as far as it can be read
    args: argparse.Namespace
    prefix: str
    now: datetime

    @property
    def project(self) -> Path:
        project: Path = self.args.project
        return project


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The argument of `completion`."""
    parser.add_argument("shell", choices=SHELLS, help="the shell that you type in")


def run(args: argparse.Namespace) -> int:
    """Print what the shell must read when it starts."""
    print(shellcode(["fogbell"], shell=args.shell).strip())
    return 0


def answer(parser: argparse.ArgumentParser, now: datetime) -> None:
    """Tell the shell that asks what may come next, and end the program without a word."""
    values = _Values(now)
    CompletionFinder()(parser, always_complete_options=False, default_completer=values)


class _Values(BaseCompleter):
    """What fits where an option or an argument takes a value."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def __call__(
        self,
        *,
        prefix: str,
        action: argparse.Action,
        parser: argparse.ArgumentParser,
        parsed_args: argparse.Namespace,
    ) -> Iterable[str]:
        """Words, or a table of words and what they mean; none where only an author knows."""
        if action.type is Path:
            files: Iterable[str] = FilesCompleter()(prefix)
            return files
        read = _SOURCES.get(action.dest)
        asked = _Asked(parser.prog.split()[-1], parsed_args, prefix, self._now)
        try:
            return read(asked) if read else ()
        except Exception:  # noqa: BLE001 - whatever is wrong with the content, Tab is not the place
            return ()


def _ids(asked: _Asked) -> Words:
    """The incidents that the command can be about; for `show`, planned work as well."""
    if asked.command == "show":
        files = [file for folder in EVENT_FOLDERS for file in event_files(asked.project, folder)]
        return {PurePosixPath(file).stem: "" for file in _newest(files)}
    return dict(_incidents(asked))


def _incidents(asked: _Asked) -> Iterable[tuple[str, str]]:
    """Ids and titles, of what is open or, to write a postmortem or to reopen, of what is not."""
    wants_open = not (asked.command == "postmortem" or getattr(asked.args, "reopen", False))
    for file in islice(_newest(event_files(asked.project, INCIDENTS_FOLDER)), _MOST_READ):
        source, _ = load_source(asked.project / file, file)
        incident = parse_incident(source)[0] if source else None
        state = incident_state(incident, asked.now) if incident else None
        if state and state.is_open is wants_open:
            yield state.incident.id, visible(state.incident.title)


def _newest(files: Iterable[str]) -> list[str]:
    """By name, which begins with the day where people keep to the custom."""
    return sorted(files, key=lambda file: PurePosixPath(file).name, reverse=True)


def _components(asked: _Asked) -> Words:
    """`api=` first, then `api=major_outage`."""
    source, _ = load_source(asked.project / SETTINGS_FILE, SETTINGS_FILE, MAX_SETTINGS_BYTES)
    settings = parse_settings(source)[0] if source else None
    known = {each.id: visible(each.name) for each in settings.components} if settings else {}
    chosen, equals, _ = asked.prefix.partition("=")
    if not equals:
        return {f"{component}=": name for component, name in known.items()}
    return {f"{chosen}={status}": "" for status in ComponentStatus if chosen in known}


def _templates(asked: _Asked) -> Words:
    return {template.name: template.audience for template in load_templates(asked.project)[0]}


def _codes(_asked: _Asked) -> Words:
    return dict.fromkeys(MANUAL, "")


_SOURCES: Mapping[str, Callable[[_Asked], Words]] = {
    "id": _ids,
    "component": _components,
    "template": _templates,
    "explain": _codes,
}
