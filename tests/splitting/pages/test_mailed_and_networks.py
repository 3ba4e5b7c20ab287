"""Lines of newsletters and networks around articles are of no article, in the languages of the word list."""

from __future__ import annotations

from itertools import pairwise

import pytest
from splitting_views import records_of, tiles, view_of

from corpuskit import splitting
from corpuskit.splitting.pages.outside import COMMENTS, MENU, REACTIONS, SKIP, page_part

STORIES = (
    ("Harbour council votes for a second crane", "Jane Doe", "3 May 2024"),
    ("Ferry line closes after forty years", "Tom Brook", "6 May 2024"),
    ("Mill on the river burns down", "Ida Berg", "9 May 2024"),
)
TEXT = (
    "The council of the harbour voted on Thursday for a second crane, which will stand in June beside the old one.",
    "Fishermen said on the quay that they had asked for it for three years and more, and that it comes late.",
)
MAILED = [
    ("View this email in your browser", "Unsubscribe", "You are receiving this email because you joined our list."),
    ("Diese E-Mail im Browser ansehen", "Abmelden", "Sie erhalten diese E-Mail, weil Sie Leser sind."),
    ("Voir cet e-mail dans votre navigateur", "Se désabonner", "Vous recevez cet e-mail car vous êtes inscrit."),
    ("Ver este correo en tu navegador", "Darse de baja", "Recibes este correo porque te apuntaste."),
    ("Visualizza questa email nel browser", "Disiscriviti", "Ricevi questa email perché sei iscritto."),
    ("Ver este e-mail no navegador", "Cancelar inscrição", "Você recebeu este e-mail porque se inscreveu."),
    ("Bekijk deze e-mail in je browser", "Uitschrijven", "Je ontvangt deze e-mail omdat je lid bent."),
    ("Otwórz w przeglądarce", "Wypisz się", "Otrzymujesz tę wiadomość, bo jesteś na liście."),
    ("Открыть в браузере", "Отписаться", "Вы получили это письмо, потому что подписались."),
    ("Tarayıcıda görüntüle", "Abonelikten çık", "Bu e-postayı alıyorsunuz, çünkü üyemizsiniz."),
    ("عرض هذا البريد في المتصفح", "إلغاء الاشتراك", "تتلقى هذه الرسالة لأنك مشترك."),
]
REACTED = [
    ("All reactions:", "Like", "Comment", "Share", "Write a comment…"),
    ("Alle Reaktionen:", "Gefällt mir", "Kommentieren", "Teilen", "Schreibe einen Kommentar …"),
    ("Toutes les réactions :", "J’aime", "Commenter", "Partager", "Écrivez un commentaire…"),
    ("Todas las reacciones:", "Me gusta", "Comentar", "Compartir", "Escribe un comentario..."),
    ("Tutte le reazioni:", "Mi piace", "Commenta", "Condividi", "Scrivi un commento..."),
    ("Все реакции:", "Нравится", "Комментировать", "Поделиться", "Напишите комментарий..."),
]


def dump_of(above: str, *below: str) -> str:
    """Three articles, each with what stands above it and below."""
    head = f"{above}\n\n" if above else ""
    foot = "\n".join(below)
    body = "\n".join(TEXT)
    return "\n\n".join(
        f"{head}{title}\nBy {name}\nCoast News, {day}\n\n{body}\n\n{foot}" for title, name, day in STORIES
    )


def are_the_stories(dump: str) -> bool:
    """Whether a dump has the three articles, with nothing but their text, and no byte of it is lost."""
    view = view_of(dump)
    spans = tiles(splitting.cut(view, splitting.learn(view)))
    assert spans[0][1] == 0
    assert spans[-1][2] == len(dump.encode())
    assert all(one[2] == next_[1] for one, next_ in pairwise(spans))
    records = records_of(dump)
    return [record["title"] for record in records] == [title for title, _, _ in STORIES] and all(
        record["text"] == "\n".join(TEXT) for record in records
    )


@pytest.mark.parametrize("lines", MAILED)
def test_a_newsletter_is_its_article_alone(lines: tuple[str, str, str]) -> None:
    assert are_the_stories(dump_of(*lines))


@pytest.mark.parametrize("lines", MAILED)
def test_one_line_of_a_newsletter_that_no_text_has_is_enough(lines: tuple[str, str, str]) -> None:
    assert page_part(lines[0]) == page_part(lines[2]) == SKIP
    assert page_part(lines[1]) == MENU
    assert are_the_stories(dump_of("", lines[1], lines[2]))


@pytest.mark.parametrize("lines", REACTED)
def test_what_a_network_has_below_a_post_is_of_no_article(lines: tuple[str, ...]) -> None:
    head, *buttons, field = lines
    assert (page_part(head), page_part(field)) == (REACTIONS, COMMENTS)
    assert are_the_stories(dump_of("", head, "214", *buttons, field))


def test_comments_below_a_post_go_with_its_buttons() -> None:
    talk = ("Most relevant", "View more comments", "Ada Moor", "At last!", "2d", "Like", "Reply", "Write a comment…")
    assert are_the_stories(dump_of("", "All reactions:", "99", "4 comments", "Like", "Comment", "Share", *talk))


def test_a_title_may_begin_as_a_newsletter_ends() -> None:
    title = "You received this email because somebody sold your address"
    dump = dump_of("", "The end of the story came late.").replace(STORIES[1][0], title)
    assert records_of(dump)[1]["title"] == title


def test_one_word_that_a_text_may_have_stays_in_it() -> None:
    dump = dump_of("", "The end of the story came late.").replace(TEXT[1], f"Unsubscribe\n{TEXT[1]}", 1)
    assert records_of(dump)[0]["text"].splitlines()[1] == "Unsubscribe"
