"""A question whose answer stands in the structure of the documents -> a reply, one file for each way to find it."""
