//! The French pages of the network: a client of the gateway's schema like anybody else.
