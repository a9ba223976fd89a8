//! The counter's pages under load: people signed in at their counters look a cheque up, then take it, as their browsers do.

use std::{
    net::SocketAddr,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::task::JoinSet;

use super::{
    load,
    sheet::Sheet,
    visit::{Page, Visit},
    waits::Waits,
};
use crate::{commands::say, stop::Stop};

/// Who sits where, how long.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Wanted {
    /// Adresse du serveur, par exemple 127.0.0.1:4000.
    #[arg(long, value_name = "ADRESSE")]
    address: SocketAddr,
    /// Guichets ouverts à la fois.
    #[arg(long, value_name = "NOMBRE", default_value_t = 32)]
    clients: usize,
    /// Durée en secondes.
    #[arg(long, value_name = "SECONDES", default_value_t = 20)]
    seconds: u64,
    /// La feuille d'un réseau préparé : un chèque différent par passage.
    #[arg(long, value_name = "FICHIER")]
    sheet: PathBuf,
    /// Le premier code de la feuille à présenter, à partir de 0.
    #[arg(long, value_name = "NOMBRE", default_value_t = 0)]
    from: usize,
}

/// How long the pages took: to look a cheque up, to take it.
#[derive(Default)]
struct Told {
    look: Waits,
    confirm: Waits,
}

/// Runs the counters; prints how many cheques were taken and how long each kind of page took.
pub(crate) async fn run(wanted: Wanted) -> Result<(), Stop> {
    load::must_be_here(wanted.address)?;
    let sheet = Arc::new(Sheet::read(&wanted.sheet)?);
    let (mut told, took, next) = load::apart(async move { open_all(&wanted, sheet).await })?;
    let taken = told.confirm.count() / 2;
    say(format!("done {taken}"));
    say(format!("rate {:.1}", f64::from(taken) / took.as_secs_f64()));
    told.look.print("look_");
    told.confirm.print("confirm_");
    say(format!("next {next}"));
    Ok(())
}

async fn open_all(wanted: &Wanted, sheet: Arc<Sheet>) -> Result<(Told, Duration, usize), Stop> {
    let next = Arc::new(AtomicUsize::new(wanted.from));
    let mut visits = Vec::with_capacity(wanted.clients);
    for no in 0..wanted.clients {
        visits.push(Visit::open(wanted.address, &sheet.counter(no).cookie).await?);
    }
    let began = Instant::now();
    let until = began + Duration::from_secs(wanted.seconds);
    let mut sitting = JoinSet::new();
    for visit in visits {
        sitting.spawn(counter(visit, sheet.clone(), next.clone(), until));
    }
    let mut told = Told::default();
    while let Some(done) = sitting.join_next().await {
        let one = done.map_err(|error| Stop::refused(format!("Un guichet s'est arrêté ({error}).")))??;
        told.look.join(one.look);
        told.confirm.join(one.confirm);
    }
    Ok((told, began.elapsed(), next.load(Ordering::Relaxed).min(sheet.codes.len())))
}

/// One counter, until the time or the cheques are over.
async fn counter(mut visit: Visit, sheet: Arc<Sheet>, next: Arc<AtomicUsize>, until: Instant) -> Result<Told, Stop> {
    let mut told = Told { look: Waits::new(), confirm: Waits::new() };
    while Instant::now() < until {
        let Some(code) = sheet.codes.get(next.fetch_add(1, Ordering::Relaxed)) else { break };
        take(&mut visit, code, &mut told).await?;
    }
    Ok(told)
}

/// One cheque: the field, the list with it, the last look, the act.
async fn take(visit: &mut Visit, code: &str, told: &mut Told) -> Result<(), Stop> {
    let list = timed(&mut told.look, visit.get("/guichet")).await?;
    let key = list.hidden("cle").ok_or_else(|| list.unexpected("Encaisser"))?;
    let added = timed(&mut told.look, visit.post("/guichet", &[("cle", key), ("code", code)])).await?;
    sent_to(&added, "/guichet", "Ajouter un chèque")?;
    timed(&mut told.look, visit.get("/guichet")).await?;
    let last = timed(&mut told.confirm, visit.get("/guichet/confirmer")).await?;
    let field = |name| last.hidden(name).map(|value| (name, value)).ok_or_else(|| last.unexpected("Vérifier"));
    let fields = [field("cle")?, field("lieu")?, field("cheque")?];
    let done = timed(&mut told.confirm, visit.post("/guichet/confirmer", &fields)).await?;
    sent_to(&done, "/guichet/recu/", "Encaisser un chèque")
}

async fn timed(waits: &mut Waits, asking: impl Future<Output = Result<Page, Stop>>) -> Result<Page, Stop> {
    let began = Instant::now();
    let page = asking.await?;
    waits.add(began.elapsed());
    Ok(page)
}

fn sent_to(page: &Page, place: &str, doing: &str) -> Result<(), Stop> {
    let there = page.location.as_deref().is_some_and(|location| location.starts_with(place));
    if page.status == 303 && there { Ok(()) } else { Err(page.unexpected(doing)) }
}
