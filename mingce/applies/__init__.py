"""What a reader says of themselves to the measures and targets that concern them."""
