from html import escape

TEMPLATE = "<td>{}</td>"


def render_cell(value):
    escaped = escape(value, quote=True)
    return TEMPLATE.format(escaped)
