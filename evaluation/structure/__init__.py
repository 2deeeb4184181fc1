"""Questions that the structure of documents answers -> how many are answered right, by kind and by route."""
