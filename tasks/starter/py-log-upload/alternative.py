def upload_line(filename):
    printable = "".join(sign if sign.isprintable() else "?" for sign in filename)
    return "upload: " + printable
