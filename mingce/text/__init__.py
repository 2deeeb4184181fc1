"""Raw characters to clean text, and clean text to what it is made of: sections, sentences, speakers, dates, numbers, places."""
