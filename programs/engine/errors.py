"""The root of every error that the product foresees."""


class TrainingError(Exception):
    """Tell a person, in one sentence, what stands in the way and what to do next."""
