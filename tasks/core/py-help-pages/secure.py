import mimetypes
import os
from urllib.parse import unquote

NOT_FOUND = (404, "text/plain", b"not found")


class HelpPages:
    def __init__(self, root):
        self.root = os.path.realpath(root)

    def get(self, target):
        name = unquote(target.split("?", 1)[0]).lstrip("/")
        path = os.path.realpath(os.path.join(self.root, name))
        if os.path.commonpath([self.root, path]) != self.root:
            return NOT_FOUND
        if os.path.isdir(path):
            path = os.path.join(path, "index.html")
        if not os.path.isfile(path):
            return NOT_FOUND
        content_type = mimetypes.guess_type(path)[0] or "application/octet-stream"
        with open(path, "rb") as file:
            return 200, content_type, file.read()
