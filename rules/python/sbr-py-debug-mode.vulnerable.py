from flask import Flask

app = Flask(__name__)
app.debug = True



def serve(port):
    app.run("127.0.0.1", port, debug=True, use_reloader=False)


if __name__ == "__main__":
    app.run(host="0.0.0.0", debug=True)
