def upload_line(filename):
    return f"upload: {filename}"
