"""The engine that makes calls on Ray (https://docs.ray.io), on this machine or on a cluster (extra ``ray``).

Each call is a task without state. Ray makes it again elsewhere when the process or the machine that it ran on is lost.
Every machine of a cluster needs corpuskit in the same version, and the seeds under the same paths.
"""

from __future__ import annotations

import os
import signal
import socket
import threading
from contextlib import chdir, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from corpuskit import metering
from corpuskit.arrow import frugal, without_pandas
from corpuskit.engines import Call
from corpuskit.engines.worker import Answer, made
from corpuskit.engines.workers import ATTEMPTS
from corpuskit.model import Exit
from corpuskit.problems import failure, wrong_option
from corpuskit.threads import settle

#: Seconds to wait for a cluster to answer.
PATIENCE = 10.0


@dataclass(slots=True)
class Promised:
    """A call that Ray makes."""

    ray: Any
    reference: Any

    def result(self) -> Any:
        """What the function returned. Raises what it raised; ``worker-lost`` where Ray has given it up."""
        try:
            answer: Answer = self.ray.get(self.reference)
        except self.ray.exceptions.RayError as error:
            status = type(error).__name__
            raise failure("worker-lost", exit_code=Exit.MACHINE, attempts=ATTEMPTS, status=status) from error
        metering.add(answer.costs)
        metering.note_peak(str(answer.process), answer.peak)
        if not answer.done:
            raise answer.value
        return answer.value


@dataclass(slots=True)
class OnRay:
    """Calls on the cluster at an address ("auto": the one that this machine belongs to), or on one of our own here.

    It is begun with the first call. Of a cluster of our own, ``wanted`` is the number of processes.
    """

    address: str | None = None
    wanted: int | None = None
    _ray: Any = None
    _jobs: int = 0
    _ours: bool = False
    _make: Any = field(default=None)

    @property
    def jobs(self) -> int:
        self._begin()
        return self._jobs

    def submit(self, call: Call) -> Promised:
        self._begin()
        return Promised(self._ray, self._make.remote(call, Path.cwd()))

    def close(self) -> None:
        if self._ray is not None and self._ours:
            self._ray.shutdown()
        self._ray = None

    def _begin(self) -> None:
        if self._ray is not None:
            return
        ray = _library()
        self._ours = not ray.is_initialized()
        if self._ours:
            self._connect(ray)
        self._ray = ray
        self._jobs = max(2, self.wanted or int(ray.cluster_resources().get("CPU", 2)))
        self._make = ray.remote(num_cpus=1, max_retries=ATTEMPTS - 1)(_made)

    def _connect(self, ray: Any) -> None:
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # a build speaks to nobody
        # Ray would have its workers wait (nice 15) for whatever else the machine does: several times as long a build
        os.environ.setdefault("RAY_worker_niceness", "0")
        begin = partial(ray.init, log_to_driver=False, logging_level="ERROR", configure_logging=True)
        handler = signal.getsignal(signal.SIGTERM)
        try:
            # Ray's processes import modules from the folder that is current now; that of a corpus holds none of ours
            with chdir(Path(__file__).parents[2]):
                if self.address is None:
                    begin(num_cpus=self.wanted, include_dashboard=False)
                else:
                    _knock(self.address)
                    begin(address=self.address)
            if threading.current_thread() is threading.main_thread():
                signal.signal(signal.SIGTERM, handler)  # Ray puts one of its own there
        except Exception as error:  # Ray raises that itself for a cluster that does not begin in time
            reason = f"there is no Ray cluster at {self.address or 'this machine'}: {error}"
            raise wrong_option(reason, "--address HOST:PORT") from None


def _knock(address: str) -> None:
    """Raises OSError where nobody listens: Ray itself would try for minutes."""
    host, _, port = address.rpartition("//")[2].rpartition(":")
    if port.isdecimal():
        socket.create_connection((host, int(port)), PATIENCE).close()


def _made(call: Call, folder: Path) -> Answer:
    """`made`, by a name of its own: Ray would send what it is given by value. Paths are relative to the folder.

    The process works for this build alone, so that it has the settings of our own workers.
    """
    settle()
    frugal()
    without_pandas()
    with suppress(OSError):  # seeds in a store need no folder, and others are told to be unreadable
        os.chdir(folder)
    return made(call)


def _library() -> Any:
    try:
        import ray
    except ImportError:
        raise wrong_option("--engine ray needs Ray: pip install 'corpuskit-cli[ray]'", "--engine local") from None
    return ray
