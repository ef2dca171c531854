def login_line(user):
    return f"login: {user}"
