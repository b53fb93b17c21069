"""Decisions about segments: who may, and what small numbers may say. Pure."""
