"""From bytes to what a mail says, for mail of every kind and for what is hardly mail at all."""

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heard.adapters.channels.email.limits import MAX_DEPTH, MAX_TEXT
from heard.adapters.channels.email.reading import ReadingRules, read_mail
from heard.ports.channel import EnvelopeFacts, Inbound, Participant, Unreadable

HEAD = b"From: Ada Lovelace <ada@example.org>\r\nTo: Council <council@heard.example>\r\nSubject: Pothole\r\n"


def read(raw: bytes, facts: EnvelopeFacts) -> Inbound:
    return read_mail(raw, facts)


def test_an_ordinary_mail(facts) -> None:
    mail = read(
        HEAD
        + b"Cc: bob@example.org\r\nMessage-ID: <1@example.org>\r\nIn-Reply-To: <0@heard.example>\r\n"
        + b"References: <a@x.example> <b@x.example>\r\nDate: Sat, 21 Nov 2026 13:00:00 +0100\r\nThread-Index: AQH\r\n"
        + b"Content-Language: es-MX, en\r\n\r\n"
        + b"It is deep.\r\n\r\nOn 20 Nov 2026 at 10:00, Council wrote:\r\n> How deep?\r\n",
        facts,
    )
    assert (mail.from_name, mail.from_address, mail.sender) == ("Ada Lovelace", "ada@example.org", "ada@example.org")
    assert (mail.message_id, mail.in_reply_to) == ("1@example.org", "0@heard.example")
    assert mail.references == ("b@x.example", "a@x.example")
    assert mail.text == "It is deep."
    assert "> How deep?" in mail.full_text
    assert mail.sent_at.isoformat() == "2026-11-21T12:00:00+00:00"
    assert (mail.language, mail.thread_index, mail.automatic, mail.marks) == ("es-MX", "AQH", None, ())
    assert mail.recipients == (
        Participant("Council", "council@heard.example", "to"),
        Participant("", "bob@example.org", "cc"),
        Participant("", "council@heard.example", "envelope"),
    )


def test_a_missing_message_id_is_the_same_however_the_mail_came(facts) -> None:
    first = read(b"Received: from a\r\n" + HEAD + b"\r\nIt is deep.\r\n", facts)
    second = read(b"Received: from b\r\nDelivered-To: x@heard.example\r\n" + HEAD + b"\r\nIt is deep.\r\n\r\n", facts)
    other = read(HEAD + b"\r\nIt is deeper.\r\n", facts)
    assert first.message_id == second.message_id != other.message_id
    assert first.marks == ("message_id_made",)


@pytest.mark.parametrize(
    "head, body, text",
    [
        (b"Content-Type: text/plain; charset=iso-8859-1", "Größe – €".encode("cp1252"), "Größe – €"),
        (b"Content-Type: text/plain; charset=us-ascii", "Größe".encode(), "Größe"),
        (b"Content-Type: text/plain; charset=nonsense", "Größe".encode(), "Größe"),
        (b"Content-Type: text/plain; charset=hex", b"Grober Unfug", "Grober Unfug"),
        (b"Content-Type: text/plain; charset=iso-2022-jp", "道路の穴".encode("iso-2022-jp"), "道路の穴"),
        (b"Content-Transfer-Encoding: base64", b"R3LDtsOfZQ=\r\n=\r\n-- \r\nfooter", "Größe"),
        (b"Content-Transfer-Encoding: quoted-printable", b"Gr=C3=B6=C3=9Fe =ZZ=\r\n end", "Größe =ZZ end"),
        (b"Content-Type: text/plain; format=flowed", b"One \r\nline.\r\n> and \r\n> more", "One line.\n> and more"),
        (b"Content-Type: text/html", b"<style>x{}</style><p>One<br>two</p><p>3&nbsp;&amp; 4</p>", "One\ntwo\n\n3 & 4"),
    ],
)  # fmt: skip
def test_texts_come_out_whatever_their_wrapping(facts, head, body, text) -> None:
    assert read(HEAD + head + b"\r\n\r\n" + body, facts).full_text == text


def test_encoded_words_in_names_and_subjects(facts) -> None:
    mail = read(
        b"From: =?utf-8?q?J=C3=BCrgen_M?= =?utf-8?b?w7xsbGVy?= <jm@example.org>\r\n"
        b"Subject: =?iso-8859-1?q?Stra=DFe?= kaputt =?x?y?z?=\r\n folded\r\n\r\nx",
        facts,
    )
    assert mail.from_name == "Jürgen Müller"
    assert mail.subject == "Straße kaputt =?x?y?z?= folded"


def test_attachments_are_named_sniffed_and_marked(facts) -> None:
    png = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"\x00" * 20)
    mail = read(
        HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\npreamble\r\n--b\r\n\r\nSee picture.\r\n"
        b'--b\r\nContent-Type: application/octet-stream; name="../../etc/road.png"\r\n'
        b"Content-Transfer-Encoding: base64\r\nContent-ID: <p1@x>\r\n\r\n" + png + b"\r\n"
        b"--b\r\nContent-Type: image/jpeg\r\n"
        b'Content-Disposition: attachment; filename="photo.jpg\xe2\x80\xaeexe."\r\n\r\nMZ\x90\x00\r\n'
        b"--b\r\nContent-Type: text/plain\r\n"
        b"Content-Disposition: attachment; filename*=utf-8''Stra%C3%9Fe.txt\r\n\r\nhi\r\n"
        b"--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\ninner text\r\n--b--\r\nepilogue",
        facts,
    )
    assert mail.text == "See picture."
    assert [(file.name, file.content_type, file.mark) for file in mail.attachments] == [
        ("road.png", "image/png", ""),
        ("photo.jpgexe", "application/vnd.microsoft.portable-executable", "executable"),
        ("Straße.txt", "text/plain", ""),
        ("attachment-4.eml", "message/rfc822", ""),
    ]
    assert (mail.attachments[0].content_id, mail.attachments[0].inline) == ("p1@x", True)
    assert mail.attachments[2].data == b"hi"


def test_html_is_safe_and_calls_nobody(facts) -> None:
    html = (
        b"<p onclick=x()>Hi<script>evil()</script> <a href='javascript:x'>a</a> <a href='https://e.example'>b</a>"
        b"<img src='https://spy.example/1.gif' alt=spy><img src='cid:p1@x'><img src='data:image/png;base64,x'>"
        b"<form action=x><input></form><div style='background:url(https://spy.example)'>z</div></p>"
    )
    raw = HEAD + b"Content-Type: text/html\r\n\r\n" + html
    safe = read(raw, facts).html
    assert "spy.example" not in safe
    assert not any(word in safe for word in ("script", "onclick", "javascript", "data:", "form", "style"))
    assert '<img src="cid:p1@x">' in safe
    assert '<a href="https://e.example" rel="noopener noreferrer nofollow">b</a>' in safe
    asked = read_mail(raw, facts, ReadingRules(remote_images=True)).html
    assert '<img src="https://spy.example/1.gif" alt="spy">' in asked


def test_what_is_too_much_is_cut_and_marked(facts) -> None:
    assert read(HEAD + b"\r\n" + b"x" * (MAX_TEXT + 1), facts).marks == ("message_id_made", "text_cut")
    nested = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i) for i in range(MAX_DEPTH + 5)
    )
    assert "too_deep" in read(HEAD + nested + b"\r\nhi", facts).marks
    parts = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 1100
    assert "parts_cut" in read(HEAD + parts, facts).marks
    links = b"Content-Type: text/html\r\n\r\n" + b"<a href='https://e.example'>x</a>" * 5001
    mail = read(HEAD + links, facts)
    assert "links_cut" in mail.marks
    assert "<a" not in mail.html
    deep = b"Content-Type: text/html\r\n\r\n" + b"<div>" * 100_000 + b"deep"
    mail = read(HEAD + deep, facts)
    assert "html_too_deep" in mail.marks
    assert mail.html == ""
    assert mail.text == "deep"


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "raw",
    [
        b"X: a\r\n" * 100_000 + b"\r\nhi",
        b"To: " + b"(" * 20_000 + b"\r\n\r\nhi",
        b"Subject: " + b"=?utf-8?q?" * 2000 + b"\r\n\r\nhi",
        b"X: y\r\n\r\n" + b">" * 5_000_000,
        b"X: y\r\n\r\n" + b"On 1 Jan 2020 at 10:00 x@y.example,\n" * 5000,
        b"Content-Type: text/plain; format=flowed\r\n\r\n" + b"x \n" * 1_000_000,
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\n" * 500_000,
        b"From: mailer-daemon@x.example\r\nSubject: failure notice\r\n\r\n" + b"account a@" * 5000 + b"-" * 50_000,
    ],
    ids=["head", "comments", "words", "quotes", "attributions", "flowed", "boundaries", "bounce"],
)  # fmt: skip
def test_no_mail_is_slow(facts, raw) -> None:
    assert read(raw, facts).message_id


@pytest.mark.parametrize("raw", [b"", b"\r\n\r\n", b"\x00\xff\x00", b"GIF89a and so on"])
def test_what_is_no_mail_is_unreadable_and_says_why(facts, raw) -> None:
    with pytest.raises(Unreadable, match="not a mail") as refused:
        read(raw, facts)
    assert refused.value.reason


def test_a_head_without_end_does_not_swallow_the_text(facts) -> None:
    mail = read(b"From: ada@example.org\nSubject: Pothole\nIt is deep.\nVery deep.\n", facts)
    assert (mail.subject, mail.full_text) == ("Pothole", "It is deep.\nVery deep.")


def test_only_the_trusted_exchanger_attests_and_only_for_aligned_domains(facts) -> None:
    def attested(results: str, *, sender: str = "ada@mail.example.org") -> str:
        raw = f"Authentication-Results: {results}\r\nFrom: {sender}\r\n\r\nx".encode()
        return read_mail(raw, facts, ReadingRules(trusted_exchangers=frozenset({"mx.heard.example"}))).attested

    assert attested("mx.heard.example; dkim=pass (2048 bit) header.d=example.org; spf=pass") == "dkim"
    assert attested("mx.heard.example; dkim=pass header.i=@mail.example.org") == "dkim"
    assert attested("mx.heard.example; dmarc=pass header.from=mail.example.org") == "dkim"
    assert attested("mx.heard.example; dkim=fail header.d=example.org") == ""
    assert attested("mx.heard.example; dkim=pass header.d=evil.example") == ""
    assert attested("mx.heard.example; dkim=pass header.d=org") == ""
    assert attested("evil.example; dkim=pass header.d=example.org") == ""
    assert attested("mx.heard.example; spf=pass smtp.mailfrom=example.org") == ""
    assert attested("mx.heard.example; dkim=pass header.d=example.org", sender="a@example.org, b@evil.example") == ""
    # A forged header below the exchanger's own does not count.
    forged = "mx.heard.example; dkim=none\r\nAuthentication-Results: mx.heard.example; dkim=pass header.d=example.org"
    assert attested(forged) == ""


WORDS = [
    b"From: a@b.example\r\n",
    b"\r\n",
    b"\r\n\r\n",
    b"--b",
    b"--b--",
    b"Content-Type: multipart/mixed; boundary=b\r\n",
    b"Content-Type: text/html; charset=utf-16\r\n",
    b"Content-Type: message/delivery-status\r\n",
    b"<p><blockquote>",
    b"=?q?",
    b"Content-Transfer-Encoding: base64\r\n",
    b"Content-Transfer-Encoding: x-uuencode\r\n",
    b"begin 644 x\n",
    b"QUJ",
    b"=4",
    b"Content-Disposition: attachment; filename*0*=utf-8''%ff; filename*1=\"\r\n",
    b"Date: 99 Foo 99999 99:99 +9999\r\n",
    b'From: "<@>(,;:\r\n',
    b"References: <<>> < <a@b\r\n",
    b"Subject: =?utf-8?b?/w=?= =?u?q?=\r\n",
    b"-- \n",
    b"> x\nOn 1:00 a@b:\n",
    b"Authentication-Results: ;;=;\r\n",
    b"Message-ID: <>\r\n",
    b"\xff\xfe",
    b"\x00",
    b"Subject: failure notice\r\n",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.binary(max_size=20)), max_size=25).map(b"".join))
def test_nothing_unforeseen_is_in_any_mail(raw) -> None:
    mail = read_or_reason(raw)
    if isinstance(mail, str):
        assert "while reading" not in mail
    else:
        assert mail.message_id
        assert "\x00" not in mail.full_text + mail.html + mail.subject


def read_or_reason(raw: bytes) -> Inbound | str:
    try:
        return read_mail(raw, EnvelopeFacts(received_at=None, sender=""))
    except Unreadable as error:
        return error.reason
