//! A folder for one test, gone with its guard.

use std::{
    path::{Path, PathBuf},
    process,
    sync::atomic::{AtomicU32, Ordering},
};

/// A folder that no other test sees.
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// A new one; `name` helps whoever looks at it.
    pub(crate) fn new(name: &str) -> Self {
        static SO_FAR: AtomicU32 = AtomicU32::new(0);
        let number = SO_FAR.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("passegue_{name}_{}_{number}", process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
