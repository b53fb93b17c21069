"""The whole resident on the desk: one page that tells who this is, and small pages that change one part of it each."""
