def render_heading(text):
    return f"<h2>{text}</h2>"
