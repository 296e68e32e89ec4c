"""For all tests: a property is about what comes out, not about how fast this machine is just now (tests/bench is)."""

from hypothesis import settings

settings.register_profile("orgwatch", deadline=None)
settings.load_profile("orgwatch")
