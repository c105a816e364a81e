"""Settings of the processes under faults: mail goes to a file that no fault reaches."""

import os

from coaching.settings import *  # noqa: F403

DELIVERY_BACKEND = "tests.chaos.mailbox.AppendingBackend"
DELIVERY_OPTIONS = {"path": os.environ["CHAOS_MAILBOX"]}
