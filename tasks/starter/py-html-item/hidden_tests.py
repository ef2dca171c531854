import candidate


def test_renders():
    assert candidate.render_item("milk") == "<li>milk</li>"


def test_another():
    assert candidate.render_item("abc 1") == "<li>abc 1</li>"
