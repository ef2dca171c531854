import candidate


def test_renders():
    assert candidate.render_comment("hello") == "<p>hello</p>"
