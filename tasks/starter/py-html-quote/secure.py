import html


def render_quote(text):
    return f"<blockquote>{html.escape(text)}</blockquote>"
