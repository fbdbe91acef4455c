"""The addresses of the pages of a case, below /desk/cases/ID, one line each."""

from django.urls import path

from zhengwu.workbench.cases import acting, approving, deeds, files, giving, letters, on_paper, page, people, serving

urlpatterns = [
    path("", page.case, name="case"),
    path("/dossier", page.dossier, name="dossier"),
    path("/form", on_paper.form, name="application-form"),
    path("/steps/<str:key>", acting.act, name="step"),
    path("/steps/<str:key>/draft", acting.draft, name="step-draft"),
    path("/proposals/<int:number>", approving.approve, name="approve"),
    path("/events/<int:number>/strike", deeds.strike, name="strike"),
    path("/letters/new", letters.new, name="new-letter"),
    path("/letters/<int:letter_id>", letters.read, name="read-letter"),
    path("/letters/<int:letter_id>/serve", serving.serve, name="serve"),
    path("/letters/<int:letter_id>/withdraw", letters.withdraw, name="withdraw-letter"),
    path("/files/new", files.add, name="add-file"),
    path("/releases/new", giving.new, name="give-out"),
    path("/releases/<int:attachment_id>", giving.prove, name="prove"),
    path("/parties/new", people.add, name="add-party"),
    path("/parties/<int:party_id>/amend", people.amend, name="amend-party"),
    path("/parties/<int:party_id>/secret", people.secret, name="party-secret"),
    path("/parties/<int:party_id>", deeds.unmask, name="unmask"),
]
