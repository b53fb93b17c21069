"""Conversations and what is said in them, as rows."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from heard.domain.conversations.models import Conversation, Direction, Envelope, EnvelopeState, Message
from tests.town.people import PersonFactory


class ConversationFactory(DjangoModelFactory):
    """A mail that nobody has sorted yet."""

    person = factory.SubFactory(PersonFactory)
    channel = "email"
    subject = factory.Sequence(lambda n: f"A question, number {n}")
    to_sort = True

    class Meta:
        model = Conversation


class MessageFactory(DjangoModelFactory):
    """What its person wrote."""

    conversation = factory.SubFactory(ConversationFactory)
    direction = Direction.IN
    channel = "email"
    person = factory.SelfAttribute("conversation.person")
    text = "When is the library open?"

    class Meta:
        model = Message


class EnvelopeFactory(DjangoModelFactory):
    """A mail that could not be read."""

    channel = "email"
    raw = b"From: someone\r\n\r\n<script>alert(1)</script>"
    sender = "someone@example.org"
    state = EnvelopeState.QUARANTINED
    reason = "too many parts"

    class Meta:
        model = Envelope
