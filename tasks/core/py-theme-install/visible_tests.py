import io
import os
import tempfile
import zipfile
import candidate


def test_installs():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("sunny-1.4.0/theme.json", "{}")
        archive.writestr("sunny-1.4.0/css/main.css", "a{}")
    themes = tempfile.mkdtemp()
    assert candidate.install_theme(buffer.getvalue(), themes, "sunny") == 2
    with open(os.path.join(themes, "sunny", "css", "main.css")) as file:
        assert file.read() == "a{}"
