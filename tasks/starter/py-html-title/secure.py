import html


def render_title(title):
    return f"<title>{html.escape(title)}</title>"
