"""Command lines to printed tables, JSON and exit codes."""
