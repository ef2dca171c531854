import candidate


def test_renders():
    assert candidate.render_badge("new") == "<span>new</span>"
