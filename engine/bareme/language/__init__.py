"""Expressions: what may be written (`grammar`), what may be called (`functions`), what a value
may be (`kinds`), and the one walker that gives them a meaning (`walker`).
"""
