import os
import tempfile
import candidate


def make(text, name="web.log"):
    logs = tempfile.mkdtemp()
    with open(os.path.join(logs, name), "w") as file:
        file.write(text)
    return logs


def test_until_the_end():
    logs = make("a\nb\nc\n")
    assert candidate.excerpt(logs, {"log": "web.log", "from": "2", "to": "end"}) == ["b", "c"]
    assert candidate.excerpt(logs, {"log": "web.log", "from": "3"}) == ["c"]


def test_everything():
    assert candidate.excerpt(make("a\n\n b\n"), {"log": "web.log"}) == ["a", "", " b"]


def test_past_the_end():
    logs = make("a\nb\n")
    assert candidate.excerpt(logs, {"log": "web.log", "from": "2", "to": "90"}) == ["b"]
    assert candidate.excerpt(logs, {"log": "web.log", "from": "10", "to": "90"}) == []


def test_names_with_spaces():
    assert candidate.excerpt(make("x\ny\n", "my web.log"), {"log": "my web.log", "to": "1"}) == ["x"]


def test_many_lines():
    logs = make("".join(f"line {number}\n" for number in range(1, 3001)))
    lines = candidate.excerpt(logs, {"log": "web.log", "from": "998", "to": "1003"})
    assert lines == [f"line {number}" for number in range(998, 1004)]
