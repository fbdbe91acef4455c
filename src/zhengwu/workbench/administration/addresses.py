"""The addresses of templates, limits, the journal and the state of the system, below /desk/administration/."""

from django.urls import path

from zhengwu.workbench.administration import letters, wording

urlpatterns = [
    path("letters", letters.letters, name="templates"),
    path("letters/<int:body_id>/<str:key>/<str:name>", letters.letter, name="template"),
    path("letters/<int:body_id>/<str:key>/<str:name>/write", wording.write, name="write-template"),
    path("letters/<int:body_id>/<str:key>/<str:name>/pdf", wording.pdf, name="template-pdf"),
    path("wordings/<int:template_id>", letters.version, name="wording"),
]
