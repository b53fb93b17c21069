"""Tests of the web's surfaces."""
