from html import escape

TEMPLATE = "<span>{}</span>"


def render_badge(label):
    escaped = escape(label, quote=True)
    return TEMPLATE.format(escaped)
