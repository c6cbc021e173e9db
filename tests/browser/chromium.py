"""A real Chromium, driven through its debugging protocol over a pair of pipes.

Source: Chrome DevTools Protocol; `--remote-debugging-pipe` reads commands from descriptor 3 and
writes answers to 4, each ended by a zero byte, so that no port and no library is needed.
"""

import json
import os
import queue
import shutil
import subprocess
import sys
import threading
import time

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SECONDS = 20.0
"""For one answer, or for what is waited for; a cold start takes three on a busy machine."""


PLACED = """
import fcntl, os, sys
held = [fcntl.fcntl(int(pipe), fcntl.F_DUPFD, 10) for pipe in sys.argv[1:3]]
os.dup2(held[0], 3)
os.dup2(held[1], 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""Puts both pipes where the browser looks for them, and becomes the browser."""


def found():
    """Give the path of a Chromium, None where there is none."""
    named = os.environ.get("VEDETTE_TEST_CHROMIUM", "")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


class Chromium:
    """One browser with a profile of its own; `page` is its first tab."""

    def __init__(self, profile):
        to_read, self._write = os.pipe()
        self._read, to_write = os.pipe()
        self._process = subprocess.Popen(
            [
                sys.executable, "-c", PLACED, str(to_read), str(to_write), found(),
                "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
                "--disable-background-networking", "--disable-dev-shm-usage",
                "--remote-debugging-pipe", f"--user-data-dir={profile}", "about:blank",
            ],
            pass_fds=(to_read, to_write), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(to_read)
        os.close(to_write)
        self._number, self._answers, self.events = 0, {}, queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        targets = self.ask("Target.getTargets")["targetInfos"]
        first = next(one["targetId"] for one in targets if one["type"] == "page")
        self.page = self.attach(first)

    def _listen(self):
        heard = b""
        while piece := os.read(self._read, 1 << 16):
            *whole, heard = (heard + piece).split(b"\0")
            for told in map(json.loads, whole):
                if "id" in told:
                    self._answers[told["id"]] = told
                else:
                    self.events.put(told)

    def ask(self, method, session=None, **params):
        """Give a command, and its answer."""
        self._number += 1
        number = self._number
        told = {"id": number, "method": method, "params": params}
        told |= {"sessionId": session} if session else {}
        os.write(self._write, json.dumps(told).encode() + b"\0")
        answer = until(lambda: self._answers.pop(number, None), f"an answer to {method}")
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def attach(self, target):
        """Speak with a target of its own."""
        return self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]

    def event(self, method, seconds=SECONDS):
        """Wait for something that happens; what else happens meanwhile is passed over."""
        end = time.monotonic() + seconds
        while True:
            told = self.events.get(timeout=max(0.01, end - time.monotonic()))
            if told["method"] == method:
                return told["params"]

    def drain(self):
        """Give what has happened so far."""
        return [self.events.get() for _ in range(self.events.qsize())]

    def run(self, script, session=None):
        """Run a script in the page, or in another target, and give what it comes to."""
        told = self.ask(
            "Runtime.evaluate", session or self.page,
            expression=script, awaitPromise=True, returnByValue=True, userGesture=True,
        )  # fmt: skip
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")

    def close(self):
        """End it."""
        self._process.kill()
        self._process.wait()
        os.close(self._write)


def until(holds, what, seconds=SECONDS):
    """Wait until something holds, and give it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := holds():
            return found
        time.sleep(0.02)
    raise AssertionError(f"{what} did not come within {seconds:.0f} seconds")
