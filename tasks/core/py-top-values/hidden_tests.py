import json
import os
import tempfile
import candidate


def run(text, name="app.log", **job):
    folder = tempfile.mkdtemp()
    with open(os.path.join(folder, name), "w") as file:
        file.write(text)
    return candidate.run_job(json.dumps({"file": name, **job}), folder)


def test_without_a_word():
    assert run("b\na\nb\nc\n", top=2) == [(2, "b"), (1, "a")]


def test_equal_counts_in_order_of_bytes():
    assert run("b\nB\na\nA\n", top=10) == [(1, "A"), (1, "B"), (1, "a"), (1, "b")]


def test_word_is_plain_text():
    assert run("a.b\naxb\n[x]\n-v\n", word="a.b", top=5) == [(1, "a.b")]
    assert run("a.b\naxb\n[x]\n-v\n", word="[x]", top=5) == [(1, "[x]")]
    assert run("a.b\naxb\n[x]\n-v\n", word="-v", top=5) == [(1, "-v")]


def test_spaces_stay():
    assert run("  two  words\n  two  words\nx\n", name="my app.log", word="two  words", top=1) == [(2, "  two  words")]


def test_high_counts():
    assert run("x\n" * 9 + "y\n" * 10 + "z\n" * 100, top=2) == [(100, "z"), (10, "y")]
