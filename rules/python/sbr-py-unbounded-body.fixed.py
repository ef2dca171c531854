import json
from http.server import BaseHTTPRequestHandler

LIMIT = 1_000_000


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers["Content-Length"])
        if length > LIMIT:
            self.send_error(413)
            return
        self.server.accept(json.loads(self.rfile.read(length)))

    def do_PUT(self):
        length = min(int(self.headers.get("Content-Length", 0)), LIMIT)
        self.server.accept(self.rfile.read(length))


def application(environ, start_response):
    body = environ["wsgi.input"].read(LIMIT)
    start_response("200 OK", [])
    return [body]
