def after_login(url):
    return url or "/"
