"""The house under a simulator that owns clock, web, Slack and chance: a seed is a whole life, replayed exactly.

Plain calls stand in place of workers and sockets; the database is a real file, copied where the process "dies".
"""
