import candidate


def test_renders():
    assert candidate.render_cell("12") == "<td>12</td>"


def test_another():
    assert candidate.render_cell("abc 1") == "<td>abc 1</td>"
