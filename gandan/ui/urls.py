from django.urls import path

from . import desk, public

app_name = "ui"

urlpatterns = [
    path("co-chu/", public.text_size, name="text_size"),
    path("ngon-ngu/", public.language, name="language"),
    path("ban-lam-viec/thanh-phan/", desk.gallery, name="gallery"),
]
