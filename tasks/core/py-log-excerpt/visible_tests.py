import os
import tempfile
import candidate


def test_gives_lines():
    logs = tempfile.mkdtemp()
    with open(os.path.join(logs, "web.log"), "w") as file:
        file.write("a\nb\nc\nd\n")
    assert candidate.excerpt(logs, {"log": "web.log", "from": "2", "to": "3"}) == ["b", "c"]
    assert candidate.excerpt(logs, {"log": "none.log", "from": "2", "to": "3"}) == []
