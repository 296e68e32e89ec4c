"""The fault matrix: what breaks, what is expected, and the tests that prove it.

`make faults` runs every row in its full size and prints the number each one reached; under pytest the same tests run in
a short form. A row names its tests, wherever they live; a row without one is open.
"""
