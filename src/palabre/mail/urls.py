"""One address, on every host: the page that stops a kind of mail."""

from django.urls import path

from palabre.mail import views
from palabre.mail.stopping import PATH

community = [path(f"{PATH}<str:token>/", views.stop, name="mail_stop")]
network = community
