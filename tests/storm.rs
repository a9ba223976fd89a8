//! Storms on a centre in a process of its own: many clients at once, kills at any moment, wires and disks that fail.
//!
//! `ops/test` runs them small, so that they stay true; `ops/storm` runs them in full, and prints their figures.

// What they share.
mod journal;
mod load;
mod receipts;
mod scale;
mod told;

// One file for each.
mod answers;
mod at_work;
mod away;
mod cut;
mod double_spend;
mod faults;
mod full;
mod kills;
mod settling;
mod strangers;
mod sync;
