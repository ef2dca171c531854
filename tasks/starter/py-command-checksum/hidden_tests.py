import os
import tempfile
import candidate


def make(text):
    handle, path = tempfile.mkstemp()
    os.write(handle, text.encode())
    os.close(handle)
    return path


def test_sum():
    assert candidate.checksum(make("")).startswith("e3b0c442")


def test_another():
    assert candidate.checksum(make("a")).startswith("ca978112")
