import candidate


def test_renders():
    assert candidate.render_badge("new") == "<span>new</span>"


def test_another():
    assert candidate.render_badge("abc 1") == "<span>abc 1</span>"
