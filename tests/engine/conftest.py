"""Property tests of the engine: no deadline, so that a busy machine can't fail them."""

import gc

from hypothesis import settings

# No file of examples: what fails prints how to repeat it.
settings.register_profile("engine", deadline=None, max_examples=25, database=None, print_blob=True)
settings.load_profile("engine")

# A run makes values by the million and next to no cycles: looking for them seldom saves a tenth.
gc.freeze()
gc.set_threshold(200_000, 50, 1000)
