"""How a Heard process is set up: settings, the URL map and the WSGI entrance."""
