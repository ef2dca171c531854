import logging

logger = logging.getLogger(__name__)


def login_line(user):
    return f"login: {user}"


def search_line(query):
    return "search: " + query


def failed(user):
    logger.warning(f"login of {user} failed")


def log_upload(file, name):
    file.write(f"upload {name}\n")
