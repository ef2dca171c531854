from html import escape

TEMPLATE = "<p>{}</p>"


def render_comment(text):
    escaped = escape(text, quote=True)
    return TEMPLATE.format(escaped)
