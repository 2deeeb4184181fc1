"""A folder of files to a built index, and the changes a user makes to either: adding, correcting, removing, rebuilding."""
