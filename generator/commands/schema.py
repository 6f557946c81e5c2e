"""`fogbell schema`: a JSON Schema of what people type, for editors (docs/editors.md)."""

import argparse
import json

from generator.content.schema import KINDS, schema_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `schema`."""
    parser.add_argument(
        "kind",
        nargs="?",
        choices=tuple(KINDS),
        default="site",
        help="site.yml (the default), or the front matter of the one or the other",
    )


def run(args: argparse.Namespace) -> int:
    """Print it."""
    print(json.dumps(schema_of(args.kind), indent=2))
    return 0
