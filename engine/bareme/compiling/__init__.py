"""Rules as one plain function of the inputs: the same answers, without the trace."""
