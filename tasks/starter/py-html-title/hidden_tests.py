import candidate


def test_renders():
    assert candidate.render_title("Home") == "<title>Home</title>"


def test_another():
    assert candidate.render_title("abc 1") == "<title>abc 1</title>"
