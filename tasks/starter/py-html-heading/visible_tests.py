import candidate


def test_renders():
    assert candidate.render_heading("News") == "<h2>News</h2>"
