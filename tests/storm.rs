//! Storms on a centre in a process of its own: many clients at once, kills at any moment, a wire that breaks.

mod cut;
mod double_spend;
mod journal;
mod kills;
