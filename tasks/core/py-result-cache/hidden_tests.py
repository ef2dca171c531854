import os
import tempfile
import candidate


def test_kinds_stay():
    cache = candidate.ResultCache(os.path.join(tempfile.mkdtemp(), "a", "b"))
    values = [None, True, 1, 1.5, "naïve\n", b"\x00\xff", [1, [2]], (1, (2, "x")), {"a": (None, b"")}, [], (), {}, 10**40]
    for number, value in enumerate(values):
        for _ in range(2):
            found = cache.call(lambda n: value, number)
            assert found == value and repr(found) == repr(value)


def test_arguments_are_told_apart():
    cache = candidate.ResultCache(tempfile.mkdtemp())

    def show(*arguments):
        return repr(arguments)

    for arguments in ((1,), ("1",), (1, 2), ("1, 2",), ("a", "b"), ("a/b",), ("../a",), ()):
        for _ in range(2):
            assert cache.call(show, *arguments) == repr(arguments)


def test_functions_are_told_apart():
    cache = candidate.ResultCache(tempfile.mkdtemp())
    assert cache.call(len, "abc") == 3
    assert cache.call(str, "abc") == "abc"
    assert cache.call(len, "abc") == 3


def test_broken_file_counts_as_missing():
    folder = tempfile.mkdtemp()
    cache = candidate.ResultCache(folder)
    calls = []

    def double(number):
        calls.append(number)
        return number * 2

    assert cache.call(double, 4) == 8
    for place, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(place, name), "wb") as file:
                file.write(b"\x80broken")
    assert cache.call(double, 4) == 8
    assert cache.call(double, 4) == 8
    assert calls == [4, 4]
