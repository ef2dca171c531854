def login_line(user):
    clean = user.replace("\r", " ").replace("\n", " ")
    return f"login: {clean}"
