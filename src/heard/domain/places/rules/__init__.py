"""What places decide without a database: reading boundary files, finding areas, making addresses searchable."""
