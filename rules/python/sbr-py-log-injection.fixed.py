import json
import logging

logger = logging.getLogger(__name__)


def login_line(user):
    clean = user.replace("\r", " ").replace("\n", " ")
    return f"login: {clean}"


def search_line(query):
    return "search: " + json.dumps(query)


def failed(user):
    logger.warning(f"login of {user!r} failed".replace("\n", " "))


def counted(number):
    logger.info(f"{int(number)} files")


def log_upload(file, name):
    printable = "".join(sign if sign.isprintable() else "?" for sign in name)
    file.write(f"upload {printable}\n")


def outline(title):
    return f"== {title} =="


def note_theme(message):
    logging.getLogger("site").debug(f"theme {message}")


def refuse_body(body):
    logging.getLogger("site").error("body %r does not parse" % (body,))


def replace_file(target_path):
    logging.getLogger("site").warning(f"{target_path} is replaced")
