"""Bytes to text. Declared charsets lie, so they are believed only as far as the bytes agree."""

from __future__ import annotations

from charset_normalizer import from_bytes

# Detection reads a sample: it costs some microseconds a byte, and a mail may have 25 MB.
_SAMPLE = 20_000
# What the labels mean in practice: every browser and mail program reads them as the larger Windows sets.
_MEANT = {
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "iso-8859-8-i": "iso-8859-8",
    "unicode-1-1-utf-7": "utf-7",
    "cp-850": "cp850",
}


def decode(data: bytes, declared: str = "") -> str:
    """The text of `data`: by UTF-8 if it is, else as declared, else as detected. Never raises, never holds a NUL."""
    return _decode(data, declared.strip().strip("\"'").lower()).replace("\x00", "")


def _decode(data: bytes, declared: str) -> str:
    stateful = declared.startswith(("iso-2022", "utf-7", "utf-16", "utf-32", "hz", "unicode"))
    for charset in (
        declared if stateful else "",
        "utf-8",
        _MEANT.get(declared, declared),
    ):
        text = _strictly(data, charset)
        if text is not None:
            return text
    return _detected(data)


def _strictly(data: bytes, charset: str) -> str | None:
    # Codecs such as "hex" or "zlib" are not charsets: a LookupError keeps them out of bytes.decode.
    try:
        return data.decode(charset) if charset else None
    except (LookupError, ValueError):
        return None


def _detected(data: bytes) -> str:
    # A few bad bytes in good UTF-8, for instance a name cut in the middle of a letter, are still UTF-8.
    mended = data.decode("utf-8", "replace")
    if mended.count("\ufffd") * 8 < sum(character > "\x7f" for character in mended[:_SAMPLE]):
        return mended
    best = from_bytes(data[:_SAMPLE]).best()
    charset = best.encoding if best else "cp1252"
    return _strictly(data, charset) or data.decode("cp1252", "replace")
