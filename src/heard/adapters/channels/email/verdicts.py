"""What another mail server meant: a status and a sentence turned into a reason, and a reason into hard or soft."""

from __future__ import annotations

import re

# In order: the first that fits. A filter's refusal often quotes "user unknown" tables, so plain causes come first.
_CAUSES = (
    (
        "refused",
        (
            r"spamhaus",
            r"blacklisted by",
            r"blocked using",
            r"(?:ip|address) (?:\S+ )?is (?:blocked|listed)",
        ),
    ),
    (
        "suspended",
        (
            r"account (?:\S+ ){0,6}(?:is |has been )?(?:disabled|inactive|suspended|discontinued|locked)",
            r"mailbox is (?:inactive|disabled)",
        ),
    ),
    (
        "moved",
        (
            r"\bhas moved\b",
            r"\bmoved to\b",
            r"no longer (?:here|at|valid|with|works|employed)",
            r"address (?:has )?changed",
            r"please (?:use|try) <?\S+@",
            r"user not local; please try",
            r"recipient has (?:changed|left)",
        ),
    ),
    (
        "host_unknown",
        (
            r"host (?:is )?unknown",
            r"unknown host",
            r"host or domain name not found",
            r"(?:domain|host) (?:name )?not found",
            r"no such (?:host|domain)",
            r"nxdomain",
            r"domain \S* ?(?:does not|doesn'?t) exist",
            r"illegal host",
            r"couldn'?t find any host",
            r"unrouteable mail domain",
            r"bad destination (?:host|system|mailbox address)",
            r"domain may not exist",
            r"name server: host not found",
            r"no (?:valid )?(?:mx|dns) record",
            r"unknown domain",
            r"unable to look ?up (?:the )?(?:domain|host)",
            r"all relevant mx records point to non-existent",
            r"host not found",
            r"invalid (?:domain|host)",
            r"(?:domain|host) \S+ (?:was )?not found",
            r"domain is not reachable",
            r"name service error for name=\S+ type=\S+: host not found",
        ),
    ),
    (
        "takes_no_mail",
        (
            r"null ?mx",
            r"does not (?:accept|receive)(?: any)? (?:e-?)?mail",
            r"not accept (?:any )?(?:e-?)?mail",
            r"no mail exchanger",
            r"has no mx|no mx for",
            r"not (?:able|configured) to receive mail",
            r"couldn'?t find a mail exchanger",
        ),
    ),
    (
        "mailbox_full",
        (
            r"mail ?box(?:es)? (?:is |are |for \S+ )?(?:full|exceed)",
            r"over ?quota",
            r"quota (?:is )?(?:exceed|full|reach)",
            r"exceed\w* (?:\w+ ){0,4}(?:quota|storage|mailbox size)",
            r"(?:storage|disk) (?:limit|quota|space)",
            r"mailfolder is full",
            r"mailbox size limit",
            r"out of storage",
            r"not enough (?:storage|space|disk)",
            r"no space left",
            r"maildir over",
            r"account is full",
            r"user has exceeded",
            r"insufficient (?:system )?storage",
        ),
    ),
    (
        "user_unknown",
        (
            r"user (?:is )?(?:unknown|not known|not found|doesn'?t exist|does not exist|invalid)",
            r"unknown (?:user|recipient|local|address|mailbox)",
            r"no such (?:user|mailbox|recipient|address|account|person|local)",
            r"no (?:mailbox|account|user) (?:here|by|with|found|named)",
            r"mailbox (?:not found|does not exist|doesn'?t exist|unknown|is invalid)",
            r"invalid (?:recipient|mailbox|address|user)",
            r"(?:recipient|addressee|address)(?: \S+)? (?:is )?(?:unknown|not found|does not exist|invalid|not known)",
            r"recipient address rejected: (?:user|undeliverable|unknown|access denied)",
            r"recipient ?not ?found",
            r"not listed in",
            r"unrouteable address",
            r"unknown or illegal",
            r"doesn'?t have an? \S+ account",
            r"not a known user",
            r"account (?:\S+ )?(?:that you tried to reach )?(?:(?:is |has been )(?:closed|deactivated)|does not exist)",
            r"isn'?t (?:a valid|known)",
            r"is not (?:a )?(?:known|valid|exist|registered)",
            r"not exist(?:ing)? (?:here|at|on)",
            r"email address (?:could not be|wasn'?t) found",
            r"can'?t find (?:the )?(?:user|mailbox)",
            r"address (?:does|do) not exist",
            r"user \(\S+\) not",
            r"not a valid (?:mailbox|user|recipient)",
            r"unknown\.? *\[?#?5\.1\.1",
            r"no valid recipient",
            r"\bthis user (?:doesn'?t|does not)",
            r"recipient (?:no longer|unavailable)",
            r"dosn'?t exist|does not match any",
            r"recipient name is not recogni[sz]ed",
            r"requested action not taken: mailbox unavailable",
            r"invalid (?:\w+ )?(?:delivery )?userid",
        ),
    ),
)
# Too general to go before what the status says.
_SOFT_CAUSES = (
    (
        "busy",
        (
            r"too many",
            r"temporar",
            r"service (?:is )?(?:currently )?unavailable",
            r"try again",
            r"hop count|mail loop|too many hops",
        ),
    ),
    (
        "refused",
        (
            r"spam",
            r"block(?:ed|list| list)",
            r"black ?list",
            r"\bpolicy\b",
            r"reputation",
            r"spf\b",
            r"dkim",
            r"dmarc",
            r"relay",
            r"\bptr\b",
            r"reverse dns",
            r"denied",
            r"unauthenticated",
            r"virus",
            r"rejected",
            r"not allowed",
            r"refused",
        ),
    ),
    (
        "expired",
        (
            r"expired",
            r"too (?:old|long)",
            r"retry (?:time|timeout)",
            r"giving up|given up",
            r"in the queue",
            r"timed? ?out",
            r"could not be delivered for",
            r"aborted after",
        ),
    ),
    (
        "too_large",
        (
            r"too (?:big|large)",
            r"size limit|maximum (?:message )?size",
        ),
    ),
)
_PLAIN, _VAGUER = (
    tuple((reason, re.compile("|".join(patterns), re.IGNORECASE)) for reason, patterns in causes)
    for causes in (_CAUSES, _SOFT_CAUSES)
)
_HARD_REASONS = {"moved", "host_unknown", "takes_no_mail", "user_unknown"}
_HARD_STATUSES = {"5.1.1", "5.1.2", "5.1.6", "5.1.10", "5.4.1", "5.4.4", "5.3.2", "5.0.0"}
_REASON_OF_STATUS = {
    "5.1.1": "user_unknown", "5.1.10": "takes_no_mail", "5.1.2": "host_unknown", "5.1.3": "user_unknown",
    "5.1.6": "moved", "5.2.1": "suspended", "5.2.2": "mailbox_full", "5.3.2": "takes_no_mail", "5.4.4": "host_unknown",
    "4.2.2": "mailbox_full", "4.4.7": "expired", "5.4.7": "expired",
}  # fmt: skip
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,2}\.\d{1,3})(?![\d]|\.\d)")
_REPLY = re.compile(r"(?<![\d.:/-])([245]\d\d)(?=[ -])")
_VAGUE = re.compile(r"[245]\.0\.0")


def status_of(stated: str, said: str) -> str:
    """The enhanced status: the stated one, unless it is missing or says nothing and the sentence says more."""
    found = _STATUS.search(stated)
    status = found[1] if found else ""
    if status and not _VAGUE.fullmatch(status):
        return status
    better = next((other for other in _STATUS.findall(said) if not _VAGUE.fullmatch(other)), "")
    if better:
        return better
    if status:
        return status
    reply = _REPLY.search(said)
    return f"{reply[1][0]}.0.0" if reply else ""


def reason_of(status: str, said: str) -> str:
    """The code of the reason; "" where neither the sentence nor the status gives one."""
    plain = next((reason for reason, pattern in _PLAIN if pattern.search(said)), "")
    by_status = _REASON_OF_STATUS.get(status, "")
    return plain or by_status or next((reason for reason, pattern in _VAGUER if pattern.search(said)), "")


def kind_of(status: str, reason: str) -> str:
    """Return "hard" if the address is of no use any more, "soft" if it may work another day."""
    if reason:
        return "hard" if reason in _HARD_REASONS else "soft"
    return "hard" if status in _HARD_STATUSES else "soft"
