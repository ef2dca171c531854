def after_login(url):
    return url or "/"


def language_target(params):
    return params.get("next", "/settings")


def redirect_headers(location):
    return {"Location": location}
