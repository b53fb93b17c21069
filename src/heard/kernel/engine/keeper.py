"""The process that keeps one data folder's PostgreSQL running for as long as anybody holds it.

It is nobody's child for long (own session, no terminal), so that web, worker and mail processes can come and go.
It restarts a postmaster that dies, and when the last holder is gone, however it went, stops it and ends. Killed itself,
it leaves PostgreSQL running; the next `hold()` sends another keeper, which adopts it.
"""

import os
import signal
import sys
import threading
from pathlib import Path

from heard.kernel.engine import locks
from heard.kernel.engine.account import account_for
from heard.kernel.engine.layout import Layout, layout_for
from heard.kernel.engine.postmaster import Postmaster

PULSE = 0.25
LONGEST_PAUSE = 15.0
OTHER_KEEPER_PATIENCE = 3.0
COULD_NOT_START = 1


def keep(layout: Layout, abandoned: threading.Event) -> int:
    """Watch the postmaster until abandoned. A first start that fails ends the keeper: `hold()` tells the reason."""
    postmaster = Postmaster(layout)
    account = account_for(layout.cluster)
    if postmaster.pid is None:
        postmaster.start(account)
    has_served, pause = False, PULSE
    while not abandoned.wait(pause):
        has_served = has_served or postmaster.got_ready
        if postmaster.is_ready:
            pause = PULSE
        elif postmaster.pid is None:
            if not has_served:
                return COULD_NOT_START
            postmaster.start(account)
            pause = min(pause * 2, LONGEST_PAUSE)
    postmaster.stop()
    return 0


def _wait_for_last_holder(layout: Layout, abandoned: threading.Event) -> None:
    # Kept to the very end: whoever comes now waits until we are gone, and starts afresh.
    locks.wait_for(layout.holders_lock)
    abandoned.set()


def main(data: Path) -> int:
    layout = layout_for(data)
    keeper_lock = locks.acquire(layout.keeper_lock, patience=OTHER_KEEPER_PATIENCE)
    if keeper_lock is None:
        return 0
    abandoned = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: abandoned.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_wait_for_last_holder, args=(layout, abandoned), daemon=True).start()
    try:
        return keep(layout, abandoned)
    finally:
        # Before the holders' lock goes with the process: who gets that one must not mistake us for alive.
        os.close(keeper_lock)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
