def after_logout(url):
    return url or "/"
