import os
import tempfile
import candidate


def make(text):
    handle, path = tempfile.mkstemp()
    os.write(handle, text.encode())
    os.close(handle)
    return path


def test_sorts():
    assert candidate.sort_file(make("b\na\n")) == "a\nb\n"


def test_others():
    assert candidate.sort_file(make("c\nb\nb\na\n")) == "a\nb\nb\nc\n"
