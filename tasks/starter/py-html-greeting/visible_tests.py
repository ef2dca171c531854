import candidate


def test_renders():
    assert candidate.render_greeting("Ada") == "<h1>Hello Ada</h1>"
