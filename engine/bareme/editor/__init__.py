"""What an editor asks while a rulebook is written: completion, hover, navigation, renaming, hints.

Given texts and an offset, each module returns plain frozen data, and knows nothing of any
protocol: `server` and its neighbours, which alone need pygls, put that into the messages of the
Language Server Protocol.
"""
