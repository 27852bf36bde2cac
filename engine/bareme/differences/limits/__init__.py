"""People at every limit of some rules, and answers followed along one input."""
