"""Further seeds for a workspace: `look` says what they would add, `place` puts them into seeds/."""

from corpuskit.adding.looking import Looked, Twin, look
from corpuskit.adding.placing import Wanted, place

__all__ = ["Looked", "Twin", "Wanted", "look", "place"]
