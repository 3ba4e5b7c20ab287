"""What a store answers where it does not do what it is asked: a line, what to do, and whose fault it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from corpuskit.model import CorpuskitError, Exit, Place
from corpuskit.problems import failure

#: Parts of the names of exceptions: every library has its own, and none can be imported here.
_NO_CREDENTIALS = ("Credential", "ProfileNotFound", "SSOToken", "TokenRetrieval", "RefreshError", "HttpError")
_NO_NETWORK = ("Connect", "Timeout", "gaierror", "SSLError", "HTTPClientError", "ProxyError", "SSHException")


class Answer(NamedTuple):
    """Why a store did not do what it was asked, what to do about it, and the exit code."""

    reason: str
    remedy: str
    exit_code: Exit


def explained(error: BaseException) -> Answer:
    """What an exception of fsspec, or of a library below it, means."""
    names = [kind.__name__ for each in _chain(error) for kind in type(each).__mro__]
    told = " ".join(str(error).split())[:200] or type(error).__name__
    if isinstance(error, ImportError):
        return Answer(f"a library is missing ({told})", "install it, and run the command again", Exit.USAGE)
    if isinstance(error, FileNotFoundError):
        if no_bucket(error):
            return Answer("there is no such bucket", "check the name, or make the bucket first", Exit.USAGE)
        return Answer("there is no such object", "check the spelling of the address", Exit.USAGE)
    if isinstance(error, PermissionError):
        remedy = "check the rights of your credentials: to list and to read, and to build also to write and to delete"
        return Answer(f"permission was denied ({told})", remedy, Exit.MACHINE)
    if any(part in name for name in names for part in _NO_CREDENTIALS):
        remedy = "log in, or set what the store asks for (S3: AWS_PROFILE, or AWS_ACCESS_KEY_ID and its secret)"
        return Answer(f"no credentials were found ({told})", remedy, Exit.USAGE)
    if isinstance(error, TimeoutError | ConnectionError) or any(part in name for name in names for part in _NO_NETWORK):
        remedy = "check the network, and the address of the store (S3: AWS_ENDPOINT_URL, AWS_REGION)"
        return Answer(f"the store cannot be reached ({told})", remedy, Exit.MACHINE)
    if isinstance(error, NotImplementedError):
        return Answer("the store cannot do this", "use another store for it", Exit.USAGE)
    return Answer(told, "check the address and your access to the store", Exit.MACHINE)


@contextmanager
def answered(address: str, code: str = "unreadable") -> Iterator[None]:
    """Turns what a store raises into ``unreadable`` or ``cannot-write``, at the address that was asked for."""
    try:
        yield
    except CorpuskitError:
        raise
    except Exception as error:  # every library has exceptions of its own
        raise refusal(address, error, code) from error


def refusal(address: str, error: BaseException, code: str = "unreadable") -> CorpuskitError:
    """The error for what a store raised."""
    reason, remedy, exit_code = explained(error)
    if code == "cannot-write":
        return failure(code, Place(address), exit_code, folder=address, reason=f"{reason}; {remedy}")
    return failure(code, Place(address), exit_code, what=address, reason=reason, remedy=remedy)


def no_bucket(error: BaseException) -> bool:
    """Whether what is missing is the bucket itself."""
    return "NoSuchBucket" in _codes(error) or "specified bucket does not exist" in str(error)


def refused_condition(error: BaseException) -> bool:
    """Whether a store refused to write because a condition on an object does not hold, or it is there no more."""
    if _codes(error) & {"PreconditionFailed", "ConditionalRequestConflict", "412", "409"}:
        return True
    there = any(isinstance(each, FileExistsError | FileNotFoundError) for each in _chain(error))
    return there and not no_bucket(error)


def _codes(error: BaseException) -> set[str]:
    """The codes of answers of S3 that an exception comes from."""
    answers = (getattr(each, "response", None) for each in _chain(error))
    return {str(answer.get("Error", {}).get("Code")) for answer in answers if isinstance(answer, dict)}


def _chain(error: BaseException) -> Iterator[BaseException]:
    found: BaseException | None = error
    while found is not None:
        yield found
        found = found.__cause__
