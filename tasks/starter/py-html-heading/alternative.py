from html import escape

TEMPLATE = "<h2>{}</h2>"


def render_heading(text):
    escaped = escape(text, quote=True)
    return TEMPLATE.format(escaped)
