"""Runs the tests of one candidate inside the sandbox and reports each verdict with a secret.

Reads one JSON object on stdin: {"secret": str, "files": {"visible": str, "hidden": str, "exploit": str}, "seconds": float}.
Each test runs in a process of its own. That process proves that the test function returned by sending a
key over a pipe; leaving early, raising, printing or exiting in any way sends nothing and counts as failed.
Code that means harm could read the key out of its own process's memory and send it. A test that must fail
catches whoever does that for every test; who tells the tests apart first is left to the integrity checks of
the reward, which notice code that walks frames or memory.
"""

import ast
import ctypes
import json
import os
import secrets
import select
import signal
import sys
import time

FOLDER = "/job"
PR_SET_DUMPABLE = 4


# Name of a test that must fail: a candidate that makes it pass forges verdicts.
CONTROL = "test_" + secrets.token_hex(4)


def must_fail():
    raise AssertionError("this test fails whatever the candidate is")


def parses(source):
    try:
        ast.parse(source)
        return True
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def names_of_tests(path):
    with open(path, encoding="utf-8") as file:
        tree = ast.parse(file.read())
    return [node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]


def run_test(module, name, seconds):
    """True when the test function returned in time and its process sent the key."""
    key = secrets.token_bytes(32)
    receive, send = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(receive)
        confess(module, name, key, send)
    os.close(send)
    received = b""
    deadline = time.monotonic() + seconds
    while len(received) < 64:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([receive], [], [], left)[0]:
            break
        piece = os.read(receive, 64)
        if not piece:
            break
        received += piece
    os.close(receive)
    try:
        os.kill(child, signal.SIGKILL)
    except ProcessLookupError:
        pass
    os.waitpid(child, 0)
    return received == key


def confess(module, name, key, send):
    """Runs in the test's own process and never returns."""
    write, leave = os.write, os._exit
    nothing = os.open("/dev/null", os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    try:
        sys.path[:0] = [FOLDER]
        sys.dont_write_bytecode = True
        tests = __import__(module)
        result = must_fail() if name == CONTROL else getattr(tests, name)()
        if result is None:
            write(send, key)
    except BaseException:  # noqa: B036  whatever the candidate raises is a failed test
        pass
    leave(0)


def main():
    # /proc/<pid> of this process becomes unreadable for the tests' processes, which share its uid.
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    order = json.loads(sys.stdin.buffer.read())
    secret = order["secret"]
    with open(os.path.join(FOLDER, "candidate.py"), encoding="utf-8") as file:
        candidate = file.read()
    report = {"parses": parses(candidate), "forged": False, "visible": [], "hidden": [], "exploit": []}
    lines = []
    if report["parses"]:
        del order["secret"]
        kept, secret = seal(secret)
        for kind in ("visible", "hidden", "exploit"):
            module = order["files"][kind]
            report["forged"] = report["forged"] or run_test(module, CONTROL, order["seconds"])
            for name in names_of_tests(os.path.join(FOLDER, module + ".py")):
                report[kind].append([name, run_test(module, name, order["seconds"])])
        secret = unseal(kept)
    lines.append(secret + " " + json.dumps(report))
    sys.__stdout__.write("\n".join(lines) + "\n")
    sys.__stdout__.flush()


def seal(secret):
    """Moves the secret out of this process: it waits in a pipe that the tests' processes do not hold."""
    receive, send = os.pipe()
    os.write(send, secret.encode())
    os.close(send)
    high = 200 + secrets.randbelow(50)
    os.dup2(receive, high)
    os.close(receive)
    os.set_inheritable(high, False)
    os.register_at_fork(after_in_child=lambda: os.close(high))
    return high, None


def unseal(high):
    return os.read(high, 4096).decode()


if __name__ == "__main__":
    main()
