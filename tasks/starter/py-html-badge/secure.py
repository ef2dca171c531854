import html


def render_badge(label):
    return f"<span>{html.escape(label)}</span>"
