"""What becomes of people between two versions, and from which change it comes."""
