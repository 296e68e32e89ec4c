"""The composition root: opens every room, hands each what it needs, starts them and stops them in order.

`house` builds, `local` is the terminal's bot, `slack` the workspace's, `operate` the commands run once. In: settings. Out:
an exit status or text. Nothing below may import it.
"""
