"""What is remarkable in a change, and what a team has decided about it."""
