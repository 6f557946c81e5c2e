"""An event that is over and done with: what the others still need of it, and no more."""

from dataclasses import dataclass

from generator.errors import Location


@dataclass(frozen=True, slots=True)
class Settled:
    """Closed long ago and without a problem, so that its file need not be read to the end."""

    id: str
    title: str
    #: relative to the project
    file: str
    #: files of other events that it links to
    links: tuple[str, ...] = ()
    #: where its `id:` stands, if it has one
    id_place: Location | None = None

    @property
    def location(self) -> Location:
        """Its file, as of an event."""
        return Location(self.file)

    @property
    def places(self) -> tuple[tuple[str, Location], ...]:
        """Where its keys stand, as of an event, so far as that is known."""
        return (("id", self.id_place),) if self.id_place else ()
