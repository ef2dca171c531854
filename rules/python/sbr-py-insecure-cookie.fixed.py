def log_in(response, token):
    response.set_cookie("session", token, secure=True, httponly=True, samesite="Lax")
    return response


def remember(response, token, settings):
    response.set_cookie("remember_token", token, secure=settings.https, httponly=True)
    return response


def choose_theme(response, theme):
    response.set_cookie("theme", theme)


def with_options(response, token, options):
    response.set_cookie("session", token, **options)


def configure(app):
    app.config["SESSION_COOKIE_SECURE"] = True
