//! `passegue check`: every invariant of the books, recomputed from rows.

use std::path::Path;

use cheques::books::{
    check::{self, Finding, Report},
    daily_root::{self, Borne},
};
use kernel::root::PrintedRoot;
use learners::learner::forget_again::still_known;
use store::Store;

use super::opening::{Where, books, patience, say};
use crate::{backup::record, config::Environment, forgotten::Forgotten, stop::Stop};

/// The options.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// Une racine du registre, recopiée d'un relevé : le registre doit encore la porter.
    #[arg(long, value_name = "RACINE")]
    root: Option<String>,
    #[command(flatten)]
    place: Where,
}

/// Prints what was counted, invariant by invariant; stops with status 1 when one does not hold.
pub async fn run(args: Args, environment: &Environment) -> Result<(), Stop> {
    let root = args.root.as_deref().map(read).transpose()?;
    let (data, place) = args.place.of(environment)?;
    let store = books(place)?;
    let bar = patience("Les comptes sont vérifiés…");
    let report = check::run(&store).await?;
    bar.finish_and_clear();
    let anchored = anchored(&store, &data).await?;
    let forgotten = forgotten(&store, &data).await?;
    let borne = match root {
        Some(root) => borne(&store, root).await?,
        None => Ok(()),
    };
    told(&report)?;
    anchored?;
    forgotten?;
    borne
}

fn read(typed: &str) -> Result<PrintedRoot, Stop> {
    typed.parse().map_err(|_| {
        Stop::usage(
            "La racine n'est pas comprise : recopiez-la entière, du jour au dernier signe (2025-10-31.1234.7548b8…). \
             Les espaces ne comptent pas.",
        )
    })
}

/// What is printed on paper cannot be changed from here: the ledger must still bear it.
async fn borne(store: &Store, printed: PrintedRoot) -> Result<Result<(), Stop>, Stop> {
    let (day, no) = (kernel::words::long_day(printed.root.day), printed.root.ledger_no);
    Ok(match daily_root::bears(store, printed).await? {
        Borne::Yes => {
            say(format!("vrai  I7    Le registre porte encore la racine du {day}. (ligne {no})"));
            Ok(())
        }
        Borne::No => {
            say(format!("FAUX  I7    Le registre ne porte plus la racine du {day}. (ligne {no})"));
            Err(Stop::broken(
                "Des lignes du registre ont changé depuis cette racine, ou elle vient d'un autre réseau : arrêtez tout paiement, \
                 et comparez avec la dernière sauvegarde.",
            ))
        }
        Borne::NotSigned => {
            say(format!("FAUX  I7    La signature de la racine du {day} n'est pas celle de ce réseau."));
            Err(Stop::broken(
                "Recopiez la racine de nouveau ; si elle est bien recopiée, ce papier n'est pas de ce réseau.",
            ))
        }
    })
}

/// The last backup is remembered outside the database: the ledger must still bear the line on which it ended.
async fn anchored(store: &Store, data: &Path) -> Result<Result<(), Stop>, Stop> {
    let Some(last) = record::last(data) else { return Ok(Ok(())) };
    let day = kernel::words::long_day(last.at.day());
    if last.is_borne_by(store).await? {
        say(format!(
            "vrai  I7    Le registre prolonge celui de la dernière sauvegarde, le {day}. (ligne {})",
            last.ledger_no
        ));
        return Ok(Ok(()));
    }
    say(format!("FAUX  I7    Le registre ne contient plus la ligne {} de la sauvegarde du {day}.", last.ledger_no));
    Ok(Err(Stop::broken(
        "Des lignes du registre ont disparu ou changé depuis la dernière sauvegarde : comparez avec elle avant tout règlement.",
    )))
}

/// Who was forgotten is told outside the database: whatever it was put back from, it knows nothing of them.
async fn forgotten(store: &Store, data: &Path) -> Result<Result<(), Stop>, Stop> {
    let told = Forgotten::of(data).read()?;
    let listed = told.len();
    if listed == 0 {
        return Ok(Ok(()));
    }
    let known = store.read("check.forgotten", move |conn| Ok(still_known(conn, &told)?)).await?;
    if known.is_empty() {
        say(format!("vrai  RGPD  Ce qui a été effacé l'est encore. (examinés : {listed})"));
        return Ok(Ok(()));
    }
    say(format!(
        "FAUX  RGPD  Des personnes effacées sont de nouveau dans la base. (en défaut : {} sur {listed})",
        known.len()
    ));
    Ok(Err(Stop::broken(
        "La base contient des personnes qui ont demandé à être oubliées : lancez « passegue serve », qui les efface de nouveau.",
    )))
}

/// Prints a report; stops with status 1 when an invariant does not hold.
pub(super) fn told(report: &Report) -> Result<(), Stop> {
    report.findings.iter().map(line).for_each(say);
    let wrong = report.findings.iter().filter(|finding| finding.wrong > 0).count();
    match wrong {
        0 => {
            say(format!("Tout est juste au {}.", kernel::words::long_day(report.at.day())));
            Ok(())
        }
        some => {
            Err(Stop::broken(format!("Les comptes ne sont pas justes : {some} règle(s) en défaut, dites ci-dessus.")))
        }
    }
}

fn line(finding: &Finding) -> String {
    let Finding { name, says, counted, wrong, advice } = finding;
    match wrong {
        0 => format!("vrai  {name:5} {says} (examinés : {counted})"),
        some => format!("FAUX  {name:5} {says} (en défaut : {some} sur {counted}) {advice}"),
    }
}
