"""A worker: reads calls from standard input, makes them, and writes what they return to standard output.

Each message is a pickle with its length in front of it. A worker whose parent has gone goes at once, whatever it is
doing: the end of its standard input says so.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import struct
import sys
import threading
from typing import IO, Any, NamedTuple

from corpuskit import metering
from corpuskit.arrow import frugal, without_pandas
from corpuskit.engines import Call
from corpuskit.threads import settle

LENGTH = struct.Struct("<Q")
#: What a worker runs; its argument is the ``sys.path`` of its parent.
COMMAND = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from corpuskit.engines.worker import main; main()"


def send(file: IO[bytes], message: Any) -> None:
    """Writes a message."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    file.write(LENGTH.pack(len(data)))
    file.write(data)
    file.flush()


def receive(file: IO[bytes]) -> Any:
    """Reads a message. Raises EOFError when there is none, or not all of one: whoever wrote it has gone."""
    head = file.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    data = file.read(LENGTH.unpack(head)[0])
    if len(data) < LENGTH.unpack(head)[0]:
        raise EOFError
    return pickle.loads(data)  # noqa: S301  from our own parent or child


class Answer(NamedTuple):
    """What became of a call: what it returned, or (not done) what it raised; what it cost, and the memory held."""

    done: bool
    value: Any
    costs: metering.Costs
    peak: int
    process: int


def made(call: Call) -> Answer:
    """Makes a call."""
    function, arguments = call
    try:
        done, value = True, function(*arguments)
    except Exception as error:
        done, value = False, error
    return Answer(done, value, metering.taken(), metering.peak(), os.getpid())


def main() -> None:
    """Makes calls until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted as well, and says what becomes of us
    settle()
    frugal()
    without_pandas()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    calls: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(calls,), daemon=True).start()
    while True:
        call = calls.get()
        answer = made(call)
        try:
            send(answers, answer)
        except (TypeError, AttributeError, pickle.PicklingError) as error:  # nothing of it has been written
            send(
                answers,
                answer._replace(done=False, value=RuntimeError(f"what {call[0]} returned cannot be sent: {error}")),
            )


def _listen(calls: queue.SimpleQueue[Any]) -> None:
    file = sys.stdin.buffer
    try:
        while True:
            calls.put(receive(file))
    except EOFError:
        os._exit(0)
