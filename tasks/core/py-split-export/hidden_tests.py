import os
import tempfile
import candidate


def split(text, prefix, lines, before=()):
    source = os.path.join(tempfile.mkdtemp(), "my export.csv")
    with open(source, "w") as file:
        file.write(text)
    folder = tempfile.mkdtemp()
    for name in before:
        with open(os.path.join(folder, name), "w") as file:
            file.write("old")
    names = candidate.split_export(source, folder, prefix, lines)
    parts = []
    for name in names:
        with open(os.path.join(folder, name)) as file:
            parts.append(file.read())
    return names, parts, folder


def test_last_line_without_an_end():
    assert split("a\nb\nc", "x", 2)[:2] == (["x000", "x001"], ["a\nb\n", "c"])


def test_prefix_with_spaces():
    assert split("a\nb\n", "May 2024 ", 1)[:2] == (["May 2024 000", "May 2024 001"], ["a\n", "b\n"])


def test_more_lines_than_there_are():
    assert split("a\nb\n", "part.", 1000)[:2] == (["part.000"], ["a\nb\n"])


def test_replaces_old_parts_and_leaves_other_files():
    names, parts, folder = split("a\nb\n", "p", 1, before=["p000", "readme", "q000"])
    assert names == ["p000", "p001"]
    assert parts == ["a\n", "b\n"]
    assert sorted(os.listdir(folder)) == ["p000", "p001", "q000", "readme"]


def test_many_parts():
    names = split("".join(f"{number}\n" for number in range(120)), "n", 1)[0]
    assert names == [f"n{number:03}" for number in range(120)]
