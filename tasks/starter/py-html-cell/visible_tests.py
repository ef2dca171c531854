import candidate


def test_renders():
    assert candidate.render_cell("12") == "<td>12</td>"
