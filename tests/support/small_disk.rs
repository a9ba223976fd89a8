//! A disk of a few megabytes, to be filled.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    process::Command,
};

/// A small disk in memory, mounted on a folder. Dropping it takes it away.
pub(crate) struct SmallDisk(PathBuf);

impl SmallDisk {
    /// A disk of so many megabytes; none where this process may not mount one.
    pub(crate) fn mounted(on: &Path, megabytes: u32) -> Option<Self> {
        fs::create_dir_all(on).expect("a folder");
        let size = format!("size={megabytes}m,mode=755");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(on).output();
        if mounted.is_ok_and(|done| done.status.success()) {
            return Some(Self(on.to_owned()));
        }
        println!("this process may not mount a small disk (root may): nothing was tried on a full disk");
        None
    }

    /// Takes all the room that is left.
    pub(crate) fn fill(&self) {
        let mut ballast = File::options().create(true).append(true).open(self.ballast()).expect("a file");
        for piece in [1 << 20, 1 << 12, 1] {
            while ballast.write_all(&vec![0; piece]).is_ok() {}
        }
    }

    /// Gives it back.
    pub(crate) fn relieve(&self) {
        fs::remove_file(self.ballast()).expect("it was full");
    }

    fn ballast(&self) -> PathBuf {
        self.0.join("ballast")
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily: whoever still writes there is on its way out.
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).output();
    }
}
