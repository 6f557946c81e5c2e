"""The nouns: frozen records of what people wrote. No IO, no clock, no HTML."""
