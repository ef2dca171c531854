import mimetypes
from pathlib import Path
from urllib.parse import unquote


class HelpPages:
    def __init__(self, root):
        self.pages = {}
        for path in Path(root).rglob("*"):
            if path.is_file() and not path.is_symlink():
                self.pages[path.relative_to(root).as_posix()] = path

    def get(self, target):
        name = unquote(target.partition("?")[0]).strip("/")
        index = f"{name}/index.html" if name else "index.html"
        page = self.pages.get(name) or self.pages.get(index)
        if page is None:
            return 404, "text/plain", b"not found"
        kind, _ = mimetypes.guess_type(page.name)
        return 200, kind or "application/octet-stream", page.read_bytes()
