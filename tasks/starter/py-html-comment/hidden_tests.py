import candidate


def test_renders():
    assert candidate.render_comment("hello") == "<p>hello</p>"


def test_another():
    assert candidate.render_comment("abc 1") == "<p>abc 1</p>"
