import html


def render_item(item):
    return f"<li>{html.escape(item)}</li>"
