# The counter.
