//! The wiring, tried as a whole: a centre and a venue's machine, each on a free port of loopback.

mod centre;
mod directory;
mod doors;
mod support;
