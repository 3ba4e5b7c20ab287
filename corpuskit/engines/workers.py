"""The engine that uses all cores of this machine: worker processes that are fed over pipes.

Workers are new Python processes, not forks: a program that calls `corpuskit.build` is not run again in them, and no
lock of a library is held there for ever. A worker that dies is replaced and its call made again.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from corpuskit import metering
from corpuskit.engines import Call
from corpuskit.engines.worker import COMMAND, Answer, receive, send
from corpuskit.model import Exit
from corpuskit.problems import failure

#: How often a call is made before it is given up: one that kills every worker (by its need of memory, say) ends so.
ATTEMPTS = 3
#: Seconds that a worker without work is given to end by itself.
PATIENCE = 5.0


@dataclass(slots=True)
class Handed:
    """A call that waits, runs or is done."""

    call: Call
    changed: threading.Condition
    attempts: int = 0
    answer: tuple[bool, Any] | None = None

    def result(self) -> Any:
        with self.changed:
            while self.answer is None:
                self.changed.wait()
        done, value = self.answer
        self.answer = (False, RuntimeError("a result is given once"))  # and so it is not held any longer than needed
        if not done:
            raise value
        return value


@dataclass(slots=True)
class Workers:
    """So many processes, each started when there is a call for it."""

    jobs: int
    _changed: threading.Condition = field(default_factory=threading.Condition)
    _waiting: deque[Handed] = field(default_factory=deque)
    _processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    _idle: int = 0
    _closed: bool = False

    def submit(self, call: Call) -> Handed:
        handed = Handed(call, self._changed)
        with self._changed:
            self._waiting.append(handed)
            if self._idle < len(self._waiting) and len(self._processes) < self.jobs:
                self._start()
            self._changed.notify_all()
        return handed

    def close(self) -> None:
        with self._changed:
            self._closed = True
            busy = bool(self._waiting) or self._idle < len(self._processes)
            self._waiting.clear()
            processes = list(self._processes)
            self._changed.notify_all()
        for process in processes:
            if busy:
                process.kill()
            assert process.stdin is not None
            with suppress(OSError):
                process.stdin.close()
        for process in processes:
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def pids(self) -> list[int]:
        """The processes that are at work now."""
        with self._changed:
            return [process.pid for process in self._processes]

    def _start(self) -> None:
        process = subprocess.Popen(  # noqa: S603  ourselves
            # -P: no module is looked for in the current folder, which is that of a corpus and not of code
            [sys.executable, "-P", "-c", COMMAND, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # what interrupts us from the keyboard is for us to pass on
        )
        self._processes.append(process)
        threading.Thread(target=self._serve, args=(process,), daemon=True).start()

    def _serve(self, process: subprocess.Popen[bytes]) -> None:
        """Gives calls to one worker as long as there are any."""
        assert process.stdin is not None
        assert process.stdout is not None
        with process.stdout as answers:
            while (handed := self._next()) is not None:
                try:
                    send(process.stdin, handed.call)
                    received: Answer = receive(answers)
                    answer = (received.done, received.value)
                    metering.add(received.costs)
                    metering.note_peak(str(process.pid), received.peak)
                except (EOFError, OSError, ValueError):
                    self._lost(process, handed)
                    return
                except Exception as error:  # what cannot be sent or read is the caller's fault, not the worker's
                    answer = (False, error)
                with self._changed:
                    handed.answer = answer
                    self._changed.notify_all()

    def _next(self) -> Handed | None:
        with self._changed:
            self._idle += 1
            while not self._waiting and not self._closed:
                self._changed.wait()
            if self._closed:
                return None
            self._idle -= 1
            return self._waiting.popleft()

    def _lost(self, process: subprocess.Popen[bytes], handed: Handed) -> None:
        process.kill()
        process.wait()
        with self._changed:
            if self._closed:
                return
            self._processes.remove(process)
            handed.attempts += 1
            if handed.attempts < ATTEMPTS:
                self._waiting.appendleft(handed)
            else:
                lost = failure("worker-lost", exit_code=Exit.MACHINE, attempts=ATTEMPTS, status=process.returncode)
                handed.answer = (False, lost)
            if self._waiting:
                self._start()
            self._changed.notify_all()
