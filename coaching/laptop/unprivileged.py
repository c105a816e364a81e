"""Running a server as somebody other than root, since PostgreSQL refuses root."""

import functools
import os
import shutil
import stat
import subprocess
from pathlib import Path

NOBODY = 65534
IN_NAMESPACE = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}")


@functools.cache
def has_user_namespaces() -> bool:
    """Report whether root may map itself to nobody here; some containers forbid it."""
    if shutil.which("unshare") is None:
        return False
    probe = subprocess.run([*IN_NAMESPACE, "true"], capture_output=True, check=False)  # noqa: S603
    return probe.returncode == 0


def unprivileged_prefix() -> tuple[str, ...]:
    """Return what to put before a command so that it doesn't run as root; empty for other users.

    In a user namespace files stay root's outside, so no folder has to be opened to others.
    """
    if os.geteuid() != 0:
        return ()
    if has_user_namespaces():
        return IN_NAMESPACE
    # Changing the user forgets the parent-death signal, so setpriv sets it again.
    ids = (f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
    return ("setpriv", *ids, "--pdeathsig=INT")


def hand_over(folder: Path) -> None:
    """Give the folder to the user that servers run as, where that user is a real one.

    The folder around it, which is ours too, lets that user pass but not look.
    """
    if os.geteuid() == 0 and not has_user_namespaces():
        os.chown(folder, NOBODY, NOBODY)
        folder.parent.chmod(folder.parent.stat().st_mode | stat.S_IXOTH)
