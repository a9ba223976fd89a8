//! `passegue`: see `passegue --help`.
// The graph of one process is deep: each part of its root is a layer of futures.
#![recursion_limit = "256"]

use std::process::ExitCode;

fn main() -> ExitCode {
    passegue::cli::main()
}
