"""Links to other sites: which are to be asked for now, what is remembered of them, what is told.

Nothing here asks: what was heard comes in as a value, and what is known goes out as text.
"""
