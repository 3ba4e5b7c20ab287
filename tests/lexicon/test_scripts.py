"""Which letters have case in use, and which signs end a sentence."""

from corpuskit.lexicon.scripts import FULL_STOPS, begins_small, is_small
from corpuskit.splitting.lines.index import index_lines


def test_georgian_letters_are_small_to_unicode_alone() -> None:
    assert "დ".islower()
    assert not is_small("დ")
    assert is_small("д")
    assert is_small("ա")
    assert is_small("é")
    assert not is_small("Д")
    assert not is_small("")
    assert begins_small("the town")
    assert not begins_small("დილა")
    assert not begins_small("")


def test_a_line_ends_like_a_sentence_with_the_full_stop_of_any_script() -> None:
    lines = index_lines("".join(f"word{stop}\nword{stop}  \n" for stop in FULL_STOPS + "…").encode())
    assert lines.stopped.all()
    assert not index_lines("word\nწერ\n你好\nword\u0700\n".encode()).stopped.any()
