import os
import tempfile
import candidate


def make(text):
    handle, path = tempfile.mkstemp()
    os.write(handle, text.encode())
    os.close(handle)
    return path


def test_counts():
    assert candidate.count_words(make("a b c\n")).split()[0] == "3"
