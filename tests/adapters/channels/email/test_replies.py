"""What a person wrote, apart from what they quoted and signed."""

import pytest

from heard.adapters.channels.email.plaintext import text_of
from heard.adapters.channels.email.replies import split_reply

FORWARDED = "FYI\n\n---------- Forwarded message ----------\nFrom: Bob\nDate: x\nTo: y\nSubject: z\n\nHole!"
ROAD = "From: the bridge\nTo: the church\nthe road is broken"


@pytest.mark.parametrize(
    "text, visible",
    [
        ("Thanks!\n\nOn Mon, 2 Nov 2026 at 10:00, Council <c@x.example>\nwrote:\n> When?\n", "Thanks!"),
        ("Danke!\n\nAm 02.11.2026 um 10:00 schrieb Rat <c@x.example>:\n> Wann?", "Danke!"),
        ("Merci\n\nLe lun. 2 nov. 2026 à 10:00, Conseil <c@x.example> a écrit :\n> Quand ?", "Merci"),
        ("شكرا\n\n2026-11-02 10:00 كتب Council <c@x.example>:\n> متى", "شكرا"),
        ("Yes\n\n-----Original Message-----\nFrom: Council\nSent: Monday\nTo: Ada\nSubject: x\n\nWhen?", "Yes"),
        ("Ja\n\n________________________________\nVon: Rat\nGesendet: Montag\nAn: Ada\nBetreff: x\n\nWann?", "Ja"),
        ("> How deep?\nVery.\n", "Very."),
        ("> How deep?\nVery.\n> Where?\nHere.\n", "> How deep?\nVery.\n> Where?\nHere."),
        (FORWARDED, FORWARDED),
        ("> only a quotation", "> only a quotation"),
        ("On Monday the road was:\n- wet\n- dirty", "On Monday the road was:\n- wet\n- dirty"),
        (ROAD, ROAD),
    ],
)  # fmt: skip
def test_quotations_go_and_answers_stay(text, visible) -> None:
    assert split_reply(text).visible == visible


@pytest.mark.parametrize(
    "text, sender, signature",
    [
        ("Hole!\n\n-- \nAda\nada@example.org", "", "-- \nAda\nada@example.org"),
        ("Hole!\n\nSent from my iPhone", "", "Sent from my iPhone"),
        ("Hole!\n\nVon meinem iPhone gesendet", "", "Von meinem iPhone gesendet"),
        ("Hole!\n\nKind regards,\nAda Lovelace\nPoet", "Ada Lovelace", "Kind regards,\nAda Lovelace\nPoet"),
        # Where the pothole is must not be hidden.
        ("Hole!\n\nAda Lovelace\n12 High Street\nSpringfield", "Ada Lovelace", ""),
        ("Choose one:\n-----\nred\n-----\nblue", "", ""),
        ("- milk\n- bread", "", ""),
    ],
)  # fmt: skip
def test_signatures_are_kept_apart_unless_they_say_where(text, sender, signature) -> None:
    reply = split_reply(text, sender)
    assert reply.signature == signature.rstrip().replace("-- \n", "--\n")
    assert (signature == "") == (reply.visible == text)


def test_html_replies_are_understood_by_their_markup() -> None:
    gmail = "<div>Thanks!</div><div class=gmail_quote>On Monday she wrote:<blockquote>When?</blockquote></div>"
    assert split_reply(text_of(gmail)).visible == "Thanks!"
    outlook = "<p>Thanks!</p><div id=divRplyFwdMsg><b>From:</b> Council<br>When?</div>"
    assert split_reply(text_of(outlook)).visible == "Thanks!"
    signed = "<p>Hole!</p><div class=gmail_signature>Ada<br>555 1234567</div>"
    assert split_reply(text_of(signed)).visible == "Hole!"


def test_lists_and_preformatted_text_keep_their_lines() -> None:
    assert text_of("<ul><li>one<li>two</ul><pre>a\n  b</pre>") == "- one\n- two\na\n  b"
