import os
import tempfile
import candidate


def test_gives_a_page():
    root = tempfile.mkdtemp()
    with open(os.path.join(root, "faq.html"), "w") as file:
        file.write("<h1>FAQ</h1>")
    pages = candidate.HelpPages(root)
    assert pages.get("/faq.html") == (200, "text/html", b"<h1>FAQ</h1>")
    assert pages.get("/none.html") == (404, "text/plain", b"not found")
