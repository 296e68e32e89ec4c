"""Languages with a fixed order: place tells who does what to whom.

    atoms -phrases-> chunks -frames-> drafts

In: the atoms of a sentence. Out: drafts. It must never import `free`, nor look beyond its sentence.
"""
