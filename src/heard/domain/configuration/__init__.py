"""The council's whole set-up as data: who changed it when, as which file, and back again."""
