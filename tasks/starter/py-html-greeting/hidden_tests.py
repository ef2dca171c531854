import candidate


def test_renders():
    assert candidate.render_greeting("Ada") == "<h1>Hello Ada</h1>"


def test_another():
    assert candidate.render_greeting("abc 1") == "<h1>Hello abc 1</h1>"
