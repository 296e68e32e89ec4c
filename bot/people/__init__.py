"""The remembered humans: who a name is (recognition.py), who somebody is now and who came and went (profiles.py), and
whether a company is being left by many (clusters.py). Pure; it must never ask the store or the clock itself."""

from bot.people.clusters import cluster
from bot.people.profiles import BELIEVED, RUMOUR_LIFE, Traffic, line, profile, traffic
from bot.people.recognition import Known, choose, near

__all__ = [
    "BELIEVED",
    "RUMOUR_LIFE",
    "Known",
    "Traffic",
    "choose",
    "cluster",
    "line",
    "near",
    "profile",
    "traffic",
]
