"""Files of other systems that somebody is bringing in: which, how their columns are read, how far it is."""
