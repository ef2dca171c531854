import candidate


def test_renders():
    assert candidate.render_quote("to be") == "<blockquote>to be</blockquote>"


def test_another():
    assert candidate.render_quote("abc 1") == "<blockquote>abc 1</blockquote>"
