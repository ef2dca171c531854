import os
import tempfile
import candidate


def make(text):
    handle, path = tempfile.mkstemp()
    os.write(handle, text.encode())
    os.close(handle)
    return path


def test_first():
    assert candidate.first_line(make("one\ntwo\n")) == "one\n"


def test_others():
    assert candidate.first_line(make("alone")) == "alone"
    assert candidate.first_line(make("a b\n\nc\n")) == "a b\n"
