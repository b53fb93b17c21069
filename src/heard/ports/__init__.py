"""The contracts that adapters implement. No ORM, no domain."""
