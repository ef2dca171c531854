def render_cell(value):
    return f"<td>{value}</td>"
