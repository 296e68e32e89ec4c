"""Reads the words of a sentence: where names, roles and moves begin, and what they are by themselves.

    tokens -reader-> atoms        (view, firms, name_begins, name_ends, whole_names, name_types answer its questions)

In: a sentence. Out: its atoms. It must never decide what an atom does in its sentence.
"""
