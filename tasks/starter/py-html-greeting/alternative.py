from html import escape

TEMPLATE = "<h1>Hello {}</h1>"


def render_greeting(name):
    escaped = escape(name, quote=True)
    return TEMPLATE.format(escaped)
