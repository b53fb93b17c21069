"""What the desk's templates say of a case."""
