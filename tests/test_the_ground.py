"""The ground the other tests stand on."""

import socket

import pytest
import pytest_socket
from django.db import connection


@pytest.mark.django_db
def test_the_database_is_postgresql_with_every_migration_applied() -> None:
    assert connection.vendor == "postgresql"
    assert "django_migrations" in connection.introspection.table_names()


def test_no_test_talks_to_the_world() -> None:
    with pytest.raises(pytest_socket.SocketConnectBlockedError), socket.socket() as outside:
        outside.connect(("192.0.2.1", 80))
