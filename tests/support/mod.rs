//! What every test may lean on.

pub(crate) mod engine;

use std::path::{Path, PathBuf};

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).expect("services/passegue lies two folders below the root").to_path_buf()
}
