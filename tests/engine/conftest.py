"""Property tests of the engine: no deadline, so that a busy machine can't fail them."""

import gc

from hypothesis import settings

settings.register_profile("engine", deadline=None, max_examples=25)
settings.load_profile("engine")

# A run makes values by the million and next to no cycles: collecting seldom saves a tenth.
gc.set_threshold(200_000)
