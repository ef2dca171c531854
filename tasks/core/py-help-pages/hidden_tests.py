import os
import tempfile
import candidate


def make():
    root = tempfile.mkdtemp()
    for name, data in (
        ("index.html", b"home"),
        ("guide/index.html", b"guide"),
        ("guide/first steps.html", b"steps"),
        ("img/logo.png", bytes(range(200))),
        ("notes/v1..2.txt", b"dots"),
        ("data.unknownkind", b"\x00"),
    ):
        path = os.path.join(root, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)
    return candidate.HelpPages(root)


def test_decodes_and_ignores_the_query():
    assert make().get("/guide/first%20steps.html?lang=en") == (200, "text/html", b"steps")
    assert make().get("/guide/first%20steps.html?file=a?b") == (200, "text/html", b"steps")


def test_folders():
    pages = make()
    assert pages.get("/") == (200, "text/html", b"home")
    assert pages.get("/guide") == (200, "text/html", b"guide")
    assert pages.get("/guide/") == (200, "text/html", b"guide")
    assert pages.get("/img/")[0] == 404


def test_kinds():
    pages = make()
    assert pages.get("/img/logo.png") == (200, "image/png", bytes(range(200)))
    assert pages.get("/data.unknownkind") == (200, "application/octet-stream", b"\x00")


def test_names_with_dots():
    assert make().get("/notes/v1..2.txt") == (200, "text/plain", b"dots")
