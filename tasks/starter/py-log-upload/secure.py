def upload_line(filename):
    clean = filename.replace("\r", " ").replace("\n", " ")
    return f"upload: {clean}"
