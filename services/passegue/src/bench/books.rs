//! The books of a network whose redemptions are settled: how long the proof of the funds takes, and the file of entries.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::PathBuf,
    time::Instant,
};

use cheques::books::{
    fec::{self, Exercise},
    fund_proof,
};

use super::{ground::Ground, sheet::Sheet};
use crate::{commands::say, stop::Stop};

/// What is measured.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Wanted {
    /// La feuille du réseau préparé.
    #[arg(long, value_name = "FICHIER")]
    sheet: PathBuf,
    /// Le fichier d'écritures à écrire.
    #[arg(long, value_name = "FICHIER")]
    fec: PathBuf,
}

/// Proves the funds three times, then writes every entry; prints times, lines a second, and by how much memory grew.
pub(crate) async fn run(wanted: Wanted, ground: Ground) -> Result<(), Stop> {
    let sheet = Sheet::read(&wanted.sheet)?;
    let centre = ground.find(&sheet.mark).await?;
    let mut longest = 0.0_f64;
    for _ in 0..3 {
        let began = Instant::now();
        fund_proof::now(centre.desk()).await?;
        longest = longest.max(began.elapsed().as_secs_f64());
    }
    say(format!("proof_s {longest:.3}"));
    let exercise = Exercise { from: None, until: centre.store().now().day() };
    let path = wanted.fec;
    let before = resident();
    let began = Instant::now();
    let cannot = |error| crate::backup::disk::cannot("Le fichier", &path, "être écrit", &error);
    let mut out = BufWriter::with_capacity(256 * 1024, File::create(&path).map_err(cannot)?);
    let written = centre
        .store()
        .read("bench.fec", move |conn| {
            let written = fec::write(conn, &mut out, exercise)?;
            let _ = out.flush();
            Ok(written)
        })
        .await?;
    let took = began.elapsed().as_secs_f64();
    say(format!("fec_lines {}", written.lines));
    say(format!("fec_cents {}", written.cents));
    say(format!("fec_s {took:.3}"));
    say(format!("fec_lines_s {:.0}", f64::from(u32::try_from(written.lines).unwrap_or(u32::MAX)) / took));
    say(format!("fec_grew_kb {}", resident().saturating_sub(before)));
    Ok(())
}

/// The most memory that this process has held so far, in kilobytes; nothing where there is no `/proc`.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default()
}
