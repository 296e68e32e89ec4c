"""Makes claims of what the sentences of a document say.

    drafts -somebody, resolving, making-> claims -people, merging, succession, contradictions-> claims

In: the drafts of all sentences with their chunks. Out: claims, each person and post once. It must never add what the
text does not say.
"""
