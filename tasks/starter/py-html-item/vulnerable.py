def render_item(item):
    return f"<li>{item}</li>"
