"""How heavy a file may be. Budgets grow with what people wrote, so only our part can break them."""

import gzip
from collections.abc import Iterator

from generator.gate.house import House

#: the home page in gzip -9: what a server sends before it waits for the first answer
HOME = 13_000
#: that budget is for so many components; each one more has its bars
COMPONENTS = 12
FOR_A_COMPONENT = 350
#: self-contained error pages: one packet train of ten segments
ERROR_PAGE = 14_000
#: the widget in gzip -9
WIDGET = 3_000


def weight_faults(path: str, data: bytes, house: House) -> Iterator[str]:
    """A sentence where a file is heavier than its budget."""
    if path == "index.html":
        more = max(0, house.components - COMPONENTS)
        budget = HOME + more * FOR_A_COMPONENT + house.told
        yield from _over(len(gzip.compress(data, 9, mtime=0)), budget, " in gzip")
    elif path == "widget.js":
        yield from _over(len(gzip.compress(data, 9, mtime=0)), WIDGET, " in gzip")
    elif path.startswith("errors/"):
        yield from _over(len(data), ERROR_PAGE)


def _over(weight: int, budget: int, how: str = "") -> Iterator[str]:
    if weight > budget:
        yield f"weighs {weight:,} bytes{how}, and may weigh {budget:,}"
