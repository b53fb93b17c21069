"""What teams decide without asking the database: working time (`calendar`), what was promised (`targets`), who may."""
