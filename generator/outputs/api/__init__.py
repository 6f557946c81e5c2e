"""What programs read as JSON: Statuspage's API v2, our own status.json, the ledger, the schemas."""

from generator.outputs.api.files import api_files

__all__ = ["api_files"]
