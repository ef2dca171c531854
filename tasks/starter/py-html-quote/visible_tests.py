import candidate


def test_renders():
    assert candidate.render_quote("to be") == "<blockquote>to be</blockquote>"
