"""The forms of a git host by which a file is begun or changed in a browser, as addresses."""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

from generator.errors import UserError

#: hosts answer "414 URI too long" somewhere above; such a text is pasted instead
_MOST = 6500
_WEB = re.compile(r"https?://(?:[^/@\s]*@)?([\w.-]+(?::\d+)?)/+([\w.~/+-]+)")
#: `git@host:owner/name.git`, and the same with ssh:// and perhaps a port, which is not the web's
_SSH = re.compile(r"(?:ssh://)?[^@/\s]+@([\w.-]+)(?::\d+/|[:/])/*([\w.~/+-]+)")
_EXAMPLE = "https://github.com/acme/status"


class HostKind(StrEnum):
    """What runs there; Forgejo (Codeberg) has the forms of Gitea."""

    GITHUB = "github"
    GITLAB = "gitlab"
    GITEA = "gitea"


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    kind: HostKind
    #: where people see it, without a slash at the end
    address: str
    branch: str
    #: of the project within it: empty, or ends with a slash
    prefix: str = ""

    def takes(self, text: str) -> bool:
        """Whether a form can be opened with `text` in it. GitLab's can no more."""
        return self.kind is not HostKind.GITLAB and 0 < len(quote(text, safe="")) <= _MOST

    def new_file(self, folder: str, text: str, name: str = "") -> str:
        """The form that begins a file. Without a name its author must give one, which is wanted."""
        where = quote(self.prefix + folder)
        address = f"{self.address}{_NEW[self.kind]}/{quote(self.branch)}"
        asked = [f"{_NAME[self.kind]}={where}/{quote(name)}"] if name else []
        if self.takes(text):
            asked.append(f"value={quote(text, safe='')}")
        place = address if name else f"{address}/{where}"
        return f"{place}?{'&'.join(asked)}" if asked else place

    def edit(self, file: str) -> str:
        """The form that changes a file."""
        place = quote(f"{self.branch}/{self.prefix}{file}")
        return f"{self.address}{_EDIT[self.kind]}/{place}"

    def folder(self, folder: str) -> str:
        """The list of its files."""
        place = quote(f"{self.branch}/{self.prefix}{folder}")
        return f"{self.address}{_LIST[self.kind]}/{place}"


_NEW = {HostKind.GITHUB: "/new", HostKind.GITLAB: "/-/new", HostKind.GITEA: "/_new"}
_NAME = {HostKind.GITHUB: "filename", HostKind.GITLAB: "file_name", HostKind.GITEA: "filename"}
_EDIT = {HostKind.GITHUB: "/edit", HostKind.GITLAB: "/-/edit", HostKind.GITEA: "/_edit"}
_LIST = {HostKind.GITHUB: "/tree", HostKind.GITLAB: "/-/tree", HostKind.GITEA: "/src/branch"}


def repository_of(
    remote: str, branch: str, kind: HostKind | None = None, prefix: str = ""
) -> Repository:
    """The repository that git calls `remote`; a name and a password in it are left out.

    Raises UserError where that is no address on the web, or it does not say what runs there.
    """
    found = _WEB.fullmatch(remote) or _SSH.fullmatch(remote)
    if found is None:
        raise UserError(f"--repo: this is no repository on the web; write one like {_EXAMPLE}")
    host, path = found[1], found[2].rstrip("/").removesuffix(".git")
    scheme = "http" if remote.startswith("http://") else "https"
    known = kind or _kind_of(host)
    return Repository(kind=known, address=f"{scheme}://{host}/{path}", branch=branch, prefix=prefix)


def _kind_of(host: str) -> HostKind:
    marks = {"codeberg": HostKind.GITEA, "forgejo": HostKind.GITEA}
    marks |= {kind.value: kind for kind in HostKind}
    kinds = {kind for mark, kind in marks.items() if mark in host.casefold()}
    if len(kinds) != 1:
        raise UserError(f"what runs at {host}? Say it with --host: {', '.join(HostKind)}")
    return kinds.pop()
