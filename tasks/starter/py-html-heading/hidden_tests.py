import candidate


def test_renders():
    assert candidate.render_heading("News") == "<h2>News</h2>"


def test_another():
    assert candidate.render_heading("abc 1") == "<h2>abc 1</h2>"
