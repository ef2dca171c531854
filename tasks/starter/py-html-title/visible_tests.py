import candidate


def test_renders():
    assert candidate.render_title("Home") == "<title>Home</title>"
