import os

from flask import Flask

app = Flask(__name__)
app.debug = os.environ.get("APP_DEBUG") == "1"

if __name__ == "__main__":
    app.run(debug=False)
