"""Languages with a free order: case and meaning tell who does what to whom.

    atoms -noun_phrases-> chunks -clauses-> spans -valency-> drafts

In: the atoms of a sentence. Out: drafts. It must never import `fixed`, nor look beyond its sentence.
"""
