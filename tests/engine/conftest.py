"""Property tests of the engine: no deadline, so that a busy machine can't fail them."""

from hypothesis import settings

settings.register_profile("engine", deadline=None)
settings.load_profile("engine")
