//! A network is made, from its first structure to booklets in people's hands; its issue is timed.

use std::{path::PathBuf, time::Instant};

use kernel::chance::Chance;
use registry::structure::StructureKind;

use super::{
    ground::Ground,
    network::{People, Size, codes},
    sheet::Sheet,
};
use crate::{commands::say, stop::Stop};

/// What is made.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Wanted {
    /// Carnets à émettre.
    #[arg(long, value_name = "NOMBRE")]
    carnets: i64,
    /// Chèques par carnet.
    #[arg(long, value_name = "NOMBRE", default_value_t = 10)]
    size: i64,
    /// Carnets de réserve, hors mesure.
    #[arg(long, value_name = "NOMBRE", default_value_t = 0)]
    spare: i64,
    /// Lieux agréés.
    #[arg(long, value_name = "NOMBRE", default_value_t = 64)]
    venues: usize,
    /// Laisser les carnets en réserve : l'émission seule est mesurée.
    #[arg(long)]
    issue_only: bool,
    /// Où écrire la feuille : lieux, jetons et codes.
    #[arg(long, value_name = "FICHIER")]
    sheet: PathBuf,
}

/// Makes the network; prints how long the issue took, and writes the sheet.
pub(crate) async fn run(wanted: Wanted, ground: Ground) -> Result<(), Stop> {
    let mut sheet = Sheet::new(Chance::from_machine().id::<()>().to_string());
    let centre = ground.make(&sheet.mark).await?;
    let people = People::new();
    for no in 0..wanted.venues {
        sheet.counters.push(people.counter(&centre, &format!("Lieu {no}")).await?);
    }
    let funder = people.structure(centre.store(), "Département", StructureKind::Funder).await?;
    for (carnets, timed) in [(wanted.carnets, true), (wanted.spare, false)] {
        if carnets > 0 {
            let size = Size { carnets, cheques_per_carnet: wanted.size };
            let order = people.order(centre.desk(), funder, size).await?;
            let began = Instant::now();
            let run = people.issue(centre.desk(), order.order).await?;
            if timed {
                say(format!("issue_s {:.3}", began.elapsed().as_secs_f64()));
            }
            sheet.codes.extend(codes(&run)?);
            if !wanted.issue_only {
                people.hand_over(centre.desk(), &order.label, carnets).await?;
            }
        }
    }
    sheet.write(&wanted.sheet)
}
