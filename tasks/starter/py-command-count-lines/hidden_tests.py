import os
import tempfile
import candidate


def make(text):
    handle, path = tempfile.mkstemp()
    os.write(handle, text.encode())
    os.close(handle)
    return path


def test_counts():
    assert candidate.count_lines(make("a\nb\n")).split()[0] == "2"


def test_others():
    assert candidate.count_lines(make("")).split()[0] == "0"
    assert candidate.count_lines(make("a\n" * 7)).split()[0] == "7"
