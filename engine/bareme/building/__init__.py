"""Checked documents to model: figures, inputs, rules, tables and examples, typed and named."""
