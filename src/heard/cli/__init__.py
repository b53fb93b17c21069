"""The `heard` command, one file a subcommand."""
