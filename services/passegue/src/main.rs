//! The binary; its commands come with the next steps.

fn main() {}
