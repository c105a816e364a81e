"""A browser of its own with a profile that outlives it, to be killed at any moment."""

import os
import signal
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from athletes.models import Athlete
from tests.browser.phones import PHONE, cookie_of
from tests.chromium import FLAGS, find_chromium


class OwnPhone:
    """Starts as often as it was killed; what its profile holds stays."""

    def __init__(self, browser: Browser, *, folder: Path, athlete: Athlete, url: str) -> None:
        self.chromium = browser.browser_type
        self.folder, self.athlete, self.url = folder, athlete, url
        self.context: BrowserContext | None = None

    def start(self) -> Page:
        self.context = self.chromium.launch_persistent_context(
            self.folder,
            executable_path=find_chromium(),
            args=list(FLAGS),
            base_url=self.url,
            viewport=PHONE,
        )
        self.context.add_cookies([cookie_of(self.athlete.user, url=self.url)])
        return self.context.pages[0]

    def kill(self) -> int:
        """End the browser at once, without a word; return how many processes that were."""
        killed = 0
        for process in Path("/proc").glob("[0-9]*"):
            try:
                words = (process / "cmdline").read_bytes()
            except OSError:
                continue
            if str(self.folder).encode() in words and b"chrom" in words:
                os.kill(int(process.name), signal.SIGKILL)
                killed += 1
        return killed

    def go_offline(self) -> None:
        assert self.context is not None
        self.context.set_offline(True)

    def go_online(self) -> None:
        assert self.context is not None
        self.context.set_offline(False)

    def close(self) -> None:
        if self.context is not None:
            self.context.close()
