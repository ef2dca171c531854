from django.views.decorators.csrf import csrf_protect
from flask_wtf import CSRFProtect, FlaskForm


@csrf_protect
def transfer(request):
    return request.user.send(request.POST["to"])


def configure(app):
    app.config["WTF_CSRF_ENABLED"] = True
    CSRFProtect(app)


class Form(FlaskForm):
    class Meta:
        csrf = True
