def render_quote(text):
    return f"<blockquote>{text}</blockquote>"
