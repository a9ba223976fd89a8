# The network.
