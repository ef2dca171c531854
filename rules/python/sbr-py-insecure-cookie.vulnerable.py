def log_in(response, token):
    response.set_cookie("session", token, secure=False, httponly=True)
    return response


def remember(response, token):
    response.set_cookie("remember_token", token)
    return response


def show(response, value):
    response.set_cookie("sid", value, secure=True, httponly=False)


def configure(app):
    app.config["SESSION_COOKIE_SECURE"] = False
