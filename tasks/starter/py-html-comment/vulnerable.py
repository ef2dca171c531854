def render_comment(text):
    return f"<p>{text}</p>"
