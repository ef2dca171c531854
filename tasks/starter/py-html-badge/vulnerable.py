def render_badge(label):
    return f"<span>{label}</span>"
