//! What every test may lean on.

pub(crate) mod afar;
pub(crate) mod bank_words;
pub(crate) mod books;
pub(crate) mod browser;
pub(crate) mod counting;
pub(crate) mod engine;
pub(crate) mod hold;
pub(crate) mod iban;
pub(crate) mod network;
pub(crate) mod post_office;
pub(crate) mod program;
pub(crate) mod proxy;
pub(crate) mod sdl;
pub(crate) mod server;
pub(crate) mod small_disk;
pub(crate) mod sql;
pub(crate) mod wire;

use std::path::{Path, PathBuf};

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).expect("services/passegue lies two folders below the root").to_path_buf()
}
