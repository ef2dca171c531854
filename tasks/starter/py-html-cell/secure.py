import html


def render_cell(value):
    return f"<td>{html.escape(value)}</td>"
