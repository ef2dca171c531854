from html import escape

TEMPLATE = "<blockquote>{}</blockquote>"


def render_quote(text):
    escaped = escape(text, quote=True)
    return TEMPLATE.format(escaped)
