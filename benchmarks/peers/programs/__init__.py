"""One program an engine, each run by the Python of an environment of its own.

None of them is imported by the project: they are started with `python -m`, judge the situations
of a directory, and answer through `serving`.
"""
