"""What the council owns and looks after: street lights, bins, trees, schools. Things in layers of a map."""
