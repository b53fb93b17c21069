"""Mail as it leaves: readable again, within the standards, and closed to smugglers."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heard.adapters.channels.email.headers import Headers
from heard.adapters.channels.email.reading import read_mail
from heard.adapters.channels.email.writing import ascii_domain, mail_bytes
from heard.ports.channel import EnvelopeFacts, Outbound, OutboundFile, TransportError

FACTS = EnvelopeFacts(received_at=None, sender="council@heard.example")
PLAIN = Outbound(
    recipient="ada@example.org",
    recipient_name="Ada",
    from_address="council@heard.example",
    from_name="Rathaus Köln",
    subject="Ihre Meldung: Straße kaputt – danke für die Geduld, wir haben sie weitergegeben und melden uns bald",
    text="Liebe Ada,\n\nwir kümmern uns.\n.\nFrom here on\n" + "lang " * 100,
    message_id="1@heard.example",
)


def head(outbound: Outbound) -> Headers:
    return Headers.parse(mail_bytes(outbound).split(b"\r\n\r\n", 1)[0])


def test_what_is_written_can_be_read() -> None:
    outbound = replace(
        PLAIN,
        html="<p>Liebe Ada, <b>danke</b></p>",
        reply_to="reply+x@heard.example",
        in_reply_to="0@example.org",
        thread_index="AQHx",
        language="de",
        attachments=(OutboundFile(name="Straße.pdf", content_type="application/pdf", data=b"%PDF-1.7 x"),),
    )
    mail = read_mail(mail_bytes(outbound), FACTS)
    assert (mail.subject, mail.from_name) == (PLAIN.subject, "Rathaus Köln")
    assert mail.full_text == PLAIN.text.strip()
    assert mail.html == "<p>Liebe Ada, <b>danke</b></p>"
    assert (mail.message_id, mail.in_reply_to, mail.thread_index) == ("1@heard.example", "0@example.org", "AQHx")
    assert mail.language == "de"
    assert [(file.name, file.content_type, file.data) for file in mail.attachments] == [
        ("Straße.pdf", "application/pdf", b"%PDF-1.7 x")
    ]


def test_lines_are_short_and_ended_by_crlf() -> None:
    written = mail_bytes(replace(PLAIN, references=tuple(f"{'x' * 60}{number}" for number in range(30))))
    assert max(map(len, written.partition(b"\r\n\r\n")[2].split(b"\r\n"))) <= 76
    assert max(map(len, written.split(b"\r\n"))) <= 998
    assert b"\n" not in written.replace(b"\r\n", b"")


def test_references_keep_the_root_and_the_newest() -> None:
    ids = tuple(f"{number:03}-{'x' * 60}@example.org" for number in range(60))
    kept = head(replace(PLAIN, references=ids)).message_ids("references")
    assert kept[0] == ids[0]
    assert tuple(kept[1:]) == ids[-len(kept) + 1 :]
    assert 1300 < len(" ".join(f"<{each}>" for each in kept)) <= 1500


def test_automatic_mail_says_so_and_other_mail_does_not() -> None:
    answer = head(replace(PLAIN, automatic=True, in_reply_to="0@example.org"))
    assert (answer.raw("auto-submitted"), answer.raw("x-auto-response-suppress")) == ("auto-replied", "All")
    assert head(replace(PLAIN, automatic=True)).raw("auto-submitted") == "auto-generated"
    assert "auto-submitted" not in head(PLAIN)


def test_optional_mail_can_be_unsubscribed_with_one_post() -> None:
    fields = head(replace(PLAIN, list_unsubscribe="https://heard.example/u/x"))
    assert fields.raw("list-unsubscribe") == "<https://heard.example/u/x>"
    assert fields.raw("list-unsubscribe-post") == "List-Unsubscribe=One-Click"


def test_half_a_letter_does_not_stop_a_mail() -> None:
    mail = read_mail(mail_bytes(replace(PLAIN, subject="a\ud83d", text="b\ud83d", recipient_name="c\ud83d")), FACTS)
    assert (mail.subject, mail.full_text) == ("a?", "b?")


EVIL = st.text(st.sampled_from("ab \r\n\x00\x0b\x0c\x1c\x85\u2028:<>@,;é=?"), max_size=30)


@settings(max_examples=200, deadline=None)
@given(subject=EVIL, name=EVIL, message_id=EVIL, references=st.lists(EVIL, max_size=3), value=EVIL, file_name=EVIL)
def test_nothing_adds_a_header_or_a_recipient(*, subject, name, message_id, references, value, file_name) -> None:
    outbound = replace(
        PLAIN,
        subject=f"{subject}\r\nBcc: evil@example.org",
        recipient_name=f"{name}\r\nBcc: evil@example.org",
        message_id=message_id,
        references=tuple(references),
        headers={"X-Case": f"{value}\nBcc: evil@example.org"},
        attachments=(OutboundFile(name=file_name, content_type="text/plain\r\nBcc: x@y.example", data=b""),),
    )
    names = [known for known, _ in head(outbound).fields]
    assert "bcc" not in names
    assert names.count("to") == 1
    assert [address for _, address in head(outbound).addresses("to")] == ["ada@example.org"]


@pytest.mark.parametrize("name", ["Bcc", "Subject", "X Y", "X-A:\r\nBcc", ""])
def test_reserved_and_impossible_headers_are_refused(name) -> None:
    with pytest.raises(TransportError) as refused:
        mail_bytes(replace(PLAIN, headers={name: "x"}))
    assert refused.value.permanent


def test_international_domains_are_written_in_ascii() -> None:
    assert ascii_domain("ada@bücher.example") == "ada@xn--bcher-kva.example"
    assert ascii_domain("jürgen@Example.org") == "jürgen@example.org"


@pytest.mark.parametrize(
    "address", ["", "ada", "ada@", "@example.org", "a b@example.org", "a@b@c.example", "a@x.example, b@y.example",
                "a@x.example\r\nBcc: b@y.example", "<a@x.example>", "ada@" + "x" * 64 + ".example", "ada@x..example"],
)  # fmt: skip
def test_what_is_no_address_is_refused_for_good(address) -> None:
    with pytest.raises(TransportError) as refused:
        mail_bytes(replace(PLAIN, recipient=address))
    assert refused.value.permanent
