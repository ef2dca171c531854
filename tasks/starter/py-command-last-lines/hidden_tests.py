import os
import tempfile
import candidate


def make(text):
    handle, path = tempfile.mkstemp()
    os.write(handle, text.encode())
    os.close(handle)
    return path


def test_last():
    assert candidate.last_line(make("one\ntwo\n")) == "two\n"


def test_others():
    assert candidate.last_line(make("alone")) == "alone"
    assert candidate.last_line(make("a\n\nc d\n")) == "c d\n"
