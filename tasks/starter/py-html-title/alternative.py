from html import escape

TEMPLATE = "<title>{}</title>"


def render_title(title):
    escaped = escape(title, quote=True)
    return TEMPLATE.format(escaped)
