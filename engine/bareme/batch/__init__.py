"""Files of situations to files of answers: read as they come, written whole or not at all."""
