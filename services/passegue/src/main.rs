//! `passegue`: see `passegue --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    passegue::cli::main()
}
