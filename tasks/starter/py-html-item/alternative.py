from html import escape

TEMPLATE = "<li>{}</li>"


def render_item(item):
    escaped = escape(item, quote=True)
    return TEMPLATE.format(escaped)
