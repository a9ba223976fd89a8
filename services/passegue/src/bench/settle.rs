//! The month's end: a run is prepared, approved and exported while counters go on redeeming.

use std::{
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use cheques::payments::{
    export::export_settlement,
    settle::{Approve, approve, prepare},
};

use super::{
    ground::Ground,
    network::People,
    sheet::Sheet,
    spend::{Spent, Till},
};
use crate::{commands::say, stop::Stop};

/// What is settled.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Wanted {
    /// La feuille du réseau préparé.
    #[arg(long, value_name = "FICHIER")]
    sheet: PathBuf,
    /// Le premier chèque de réserve, dépensé pendant le règlement.
    #[arg(long, value_name = "NOMBRE")]
    spare: usize,
    /// Guichets ouverts pendant le règlement.
    #[arg(long, value_name = "NOMBRE", default_value_t = 16)]
    clients: usize,
}

/// Between two acts of a counter: together they are busier than any month's end.
const PAUSE: Duration = Duration::from_millis(20);

/// Settles all that is due; prints how long each step took, and the longest wait of a counter meanwhile.
pub(crate) async fn run(wanted: Wanted, ground: Ground) -> Result<(), Stop> {
    let sheet = Arc::new(Sheet::read(&wanted.sheet)?);
    let centre = ground.find(&sheet.mark).await?;
    let (desk, people) = (centre.desk(), People::new());
    let last = sheet.codes.len();
    let counters = Till::new(sheet, wanted.spare, last, PAUSE).spend(desk, wanted.clients);
    let began = Instant::now();
    let run = prepare(desk, &people.treasurer, &people.key()).await?;
    let prepared = began.elapsed();
    let asked = Approve { settlement: run.settlement, execution_day: None };
    approve(desk, &people.other_treasurer, &people.key(), asked).await?;
    let approved = began.elapsed();
    export_settlement(desk, &people.treasurer, &people.key(), run.settlement).await?;
    let exported = began.elapsed();
    let Spent { count, longest } = counters.close().await?;
    say(format!("settled {}", run.cheques));
    say(format!("venues {}", run.venues));
    say(format!("prepare_s {:.3}", prepared.as_secs_f64()));
    say(format!("approve_s {:.3}", (approved - prepared).as_secs_f64()));
    say(format!("export_s {:.3}", (exported - approved).as_secs_f64()));
    say(format!("settle_s {:.3}", exported.as_secs_f64()));
    say(format!("meanwhile {count}"));
    say(format!("longest_wait_ms {:.1}", longest.as_secs_f64() * 1e3));
    Ok(())
}
