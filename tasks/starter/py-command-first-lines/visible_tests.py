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
