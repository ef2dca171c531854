def render_title(title):
    return f"<title>{title}</title>"
