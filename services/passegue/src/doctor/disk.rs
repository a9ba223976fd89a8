//! Free space: a full disk refuses every redemption.

use std::path::Path;

use super::finding::Finding;

const MEBI: u64 = 1024 * 1024;
/// Below this nothing is sure to be written.
const TOO_LITTLE: u64 = 200 * MEBI;
/// Below this, somebody should look: a month's backups and files are a few hundred megabytes, however large the disk.
const LITTLE: u64 = 2048 * MEBI;
const FREE_SOME: &str = "libérez de la place, ou agrandissez le disque";

/// The folder of data, and the system's own disk when it is another one.
pub(super) fn look(data: &Path) -> Vec<Finding> {
    let there = data.ancestors().find(|path| path.exists()).unwrap_or(Path::new("."));
    let ours = measured(there);
    let system = measured(Path::new("/")).filter(|system| ours.is_none_or(|ours| ours.disk != system.disk));
    let mut findings = vec![judged("Disque", &format!("{}", data.display()), ours)];
    findings.extend(system.map(|system| judged("Disque système", "/", Some(system))));
    findings
}

#[derive(Clone, Copy)]
struct Space {
    disk: u64,
    free: u64,
    whole: u64,
}

fn measured(path: &Path) -> Option<Space> {
    let seen = rustix::fs::statvfs(path).ok()?;
    let (free, whole) = (seen.f_bavail.saturating_mul(seen.f_frsize), seen.f_blocks.saturating_mul(seen.f_frsize));
    Some(Space { disk: rustix::fs::stat(path).ok()?.st_dev, free, whole })
}

fn judged(what: &'static str, path: &str, space: Option<Space>) -> Finding {
    let Some(Space { free, whole, .. }) = space else {
        return Finding::watch(
            what,
            format!("La place libre de {path} ne peut pas être mesurée."),
            "vérifiez ce dossier",
        );
    };
    let says = format!("Il reste {} Mio sur {} dans {path}.", free / MEBI, whole / MEBI);
    match free {
        free if free < TOO_LITTLE => {
            Finding::repair(what, format!("{says} Les chèques seront refusés faute de place."), FREE_SOME)
        }
        free if free < LITTLE => Finding::watch(what, says, FREE_SOME),
        _ => Finding::well(what, says),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Verdict, *};

    #[test]
    fn space_is_judged_by_the_thresholds_that_are_said() {
        let of = |free, whole| {
            judged("Disque", "d", Some(Space { disk: 1, free: free * MEBI, whole: whole * MEBI })).verdict
        };
        assert_eq!(of(50_000, 100_000), Verdict::Well);
        assert_eq!(of(4_000, 100_000), Verdict::Well);
        assert_eq!(of(2047, 10_000), Verdict::Watch);
        assert_eq!(of(199, 1000), Verdict::Repair);
        assert_eq!(judged("Disque", "d", None).verdict, Verdict::Watch);
    }
}
