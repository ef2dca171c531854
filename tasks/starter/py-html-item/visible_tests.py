import candidate


def test_renders():
    assert candidate.render_item("milk") == "<li>milk</li>"
