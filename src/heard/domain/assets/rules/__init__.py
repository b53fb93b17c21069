"""What is decided about assets without a database: what a register's file holds."""
