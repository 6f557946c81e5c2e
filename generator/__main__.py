"""`python -m generator` is the same program as `fogbell`."""

import sys

from generator.cli import main

if __name__ == "__main__":
    sys.exit(main())
