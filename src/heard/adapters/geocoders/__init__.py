"""Finders of places. Each implements heard.ports.geocoder.Geocoder and knows nothing of the others."""
