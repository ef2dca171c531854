import html


def render_heading(text):
    return f"<h2>{html.escape(text)}</h2>"
