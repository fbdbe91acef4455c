"""Every damage by name. The lists themselves lie in the files named mutations_…: values, labels, tables, page."""

from tests.statute.report.mutation import mutations_labels, mutations_page, mutations_tables, mutations_values
from tests.statute.report.mutation.damage import ALL, Mutation

LISTS = (mutations_values, mutations_labels, mutations_tables, mutations_page)
MUTATIONS: dict[str, Mutation] = ALL


def mutation_names(form: str) -> list[str]:
    """The damages that can happen to a form, in the order of the lists."""
    return [name for name, mutation in MUTATIONS.items() if form in mutation.forms]
