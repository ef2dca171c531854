def login_line(user):
    printable = "".join(sign if sign.isprintable() else "?" for sign in user)
    return "login: " + printable
