"""Articles of our own as they are pasted: title, credit and text."""

from __future__ import annotations

FERRY = """Harbour ferry to run all night from June
Coast Courier | 3 May 2024
The ferry between the old harbour and the island will run all night from June, the council said on Friday.
Councillors voted for a trial of two years, which is paid for from the parking fund and reviewed each spring.
"""
MAPS = """Library opens its map room
Coast Courier | 5 May 2024
More than two thousand maps of the coast can be seen from Monday in the new reading room of the town library.
The oldest sheet shows the bay before the dyke was built, and a school class has drawn the newest one.
"""
