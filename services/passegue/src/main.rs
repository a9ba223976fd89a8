//! `passegue`: see `passegue --help`.

use std::process::ExitCode;

/// Answers are made of many small pieces of JSON, on several threads: the C library's allocator costs a quarter more.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    passegue::cli::main()
}
