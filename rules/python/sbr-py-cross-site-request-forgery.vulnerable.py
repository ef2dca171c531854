from django.views.decorators.csrf import csrf_exempt
from flask_wtf import FlaskForm


@csrf_exempt
def transfer(request):
    return request.user.send(request.POST["to"])


def configure(app):
    app.config["WTF_CSRF_ENABLED"] = False


def configure_all(app):
    app.config.update(DEBUG=False, WTF_CSRF_ENABLED=False)


class Form(FlaskForm):
    class Meta:
        csrf = False
