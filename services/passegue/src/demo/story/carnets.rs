//! Chapter three: an order is placed, issued, funded; booklets are handed over in several communes.

use kernel::{cents::Cents, words::euros};
use serde_json::json;

use crate::demo::{
    client::{Stumble, number, otherwise, text},
    deeds::{ALLOT, ASK_PRINT, CONFIRM_FUNDS, HAND_OVER, ISSUE, OPEN_PRINT, PLACE_ORDER, REDEEM, RELEASE_PRINT},
    players::Place,
    stage::Stage,
};

/// A booklet as it lies in somebody's hand: its number and the codes of its cheques.
#[derive(Clone, Debug, Default)]
pub(crate) struct Booklet {
    pub(crate) serial: String,
    pub(crate) codes: Vec<String>,
}

/// An order of the story and its booklets, in order of number.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub(crate) order: String,
    pub(crate) booklets: Vec<Booklet>,
}

/// What the following chapters spend.
pub(crate) struct Carnets {
    pub(crate) main: Run,
    /// Expires before the end of the story.
    pub(crate) short: Run,
    /// Never funded.
    pub(crate) unfunded: Run,
    /// How many booklets of the main run were handed over, from the first.
    pub(crate) handed: usize,
}

const HOMES: [&str; 8] = ["62447", "62100", "62204", "62335", "62868", "62069", "62050", "62183"];
const HANDED: usize = 24;
/// Booklets put into the stock of each prescriber.
const STOCK: usize = 30;

pub(crate) async fn tell(stage: &mut Stage, places: &[Place]) -> Result<Carnets, Stumble> {
    stage.narrator.chapter("carnets", "La commande et les carnets");
    let main = place(stage, 200, ["2026-06-30", "2026-09-30", "2026-10-31"]).await?;
    let main = issue(stage, main).await?;
    not_active_yet(stage, &main, &places[0]).await?;
    let funded = fund(stage, &main, 2_000_000, "MANDAT 2025-1042").await?;
    let short = place(stage, 2, ["2025-10-10", "2025-10-15", "2025-10-20"]).await?;
    let short = issue(stage, short).await?;
    fund(stage, &short, 20_000, "MANDAT 2025-1043").await?;
    let unfunded = place(stage, 1, ["2026-06-30", "2026-09-30", "2026-10-31"]).await?;
    let unfunded = issue(stage, unfunded).await?;
    tell_order(stage, &main, funded);
    hand_over(stage, &main, &short).await?;
    allot(stage, &main).await?;
    Ok(Carnets { main, short, unfunded, handed: HANDED })
}

async fn place(stage: &Stage, carnets: i64, [distribution, validity, tolerance]: [&str; 3]) -> Result<String, Stumble> {
    let input = json!({
        "funderId": stage.cast.funder.organisation.to_string(), "carnets": carnets,
        "distributionEnds": distribution, "validityEnds": validity, "toleranceEnds": tolerance,
    });
    let placed = stage.does(&stage.cast.funder, PLACE_ORDER, json!({ "input": input })).await?;
    Ok(text(&placed["orderId"]))
}

async fn issue(stage: &Stage, order: String) -> Result<Run, Stumble> {
    let operator = &stage.cast.operator;
    let issued = stage.does(operator, ISSUE, json!({ "order": order })).await?;
    let wish = json!({ "input": { "fileId": issued["printRun"]["id"], "form": "DATA" } });
    let release = stage.does(operator, ASK_PRINT, wish).await?["releaseId"].clone();
    // Codes in clear are never one person's affair.
    stage.does(&stage.cast.second_operator, RELEASE_PRINT, json!({ "release": release })).await?;
    let file = stage.does(operator, OPEN_PRINT, json!({ "release": release })).await?;
    let printed = stage.client.fetch(&text(&file["file"]["id"]), &text(&file["ticket"])).await?;
    let booklets = read(&printed)?;
    let cheques: usize = booklets.iter().map(|booklet| booklet.codes.len()).sum();
    if i64::try_from(cheques).ok() != Some(number(&issued["cheques"])) {
        return Err(otherwise(ISSUE, format!("{cheques} codes dans le fichier de l'imprimeur")));
    }
    Ok(Run { order, booklets })
}

/// Reads the printer's file.
fn read(printed: &[u8]) -> Result<Vec<Booklet>, Stumble> {
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(printed);
    let mut booklets: Vec<Booklet> = Vec::new();
    for line in reader.records() {
        let line = line.map_err(|error| Stumble::Setting(format!("fichier de l'imprimeur : {error}")))?;
        let (serial, code) = (line[0].to_owned(), line[2].to_owned());
        match booklets.last_mut().filter(|booklet| booklet.serial == serial) {
            Some(booklet) => booklet.codes.push(code),
            None => booklets.push(Booklet { serial, codes: vec![code] }),
        }
    }
    Ok(booklets)
}

async fn not_active_yet(stage: &mut Stage, run: &Run, place: &Place) -> Result<(), Stumble> {
    let variables = json!({ "venue": place.id, "codes": [run.booklets[0].codes[0]] });
    let said = stage.is_refused(&place.staff, REDEEM, variables, "NOT_ACTIVE").await?;
    stage.narrator.refused("Un chèque est présenté avant que l'argent de la commande soit arrivé :", &said);
    Ok(())
}

async fn fund(stage: &Stage, run: &Run, cents: i64, reference: &str) -> Result<i64, Stumble> {
    let variables = json!({ "order": run.order, "cents": cents, "reference": reference });
    let funds = stage.does(&stage.cast.treasurer, CONFIRM_FUNDS, variables).await?;
    Ok(number(&funds["amountCents"]))
}

fn tell_order(stage: &mut Stage, run: &Run, funded: i64) {
    let carnets = run.booklets.len();
    let cheques: usize = run.booklets.iter().map(|booklet| booklet.codes.len()).sum();
    stage.narrator.say(&format!(
        "La Communauté de communes commande {carnets} carnets : {cheques} chèques, {} en tout.",
        euros(Cents::new(funded))
    ));
    stage.narrator.say("Les codes sont scellés pour l'imprimeur ; l'argent arrive ; les chèques deviennent actifs.");
    stage.narrator.figure("carnets", carnets);
    stage.narrator.figure("cheques", cheques);
    stage.narrator.figure("fundedCents", funded);
}

async fn hand_over(stage: &mut Stage, main: &Run, short: &Run) -> Result<(), Stumble> {
    let publics = ["SIXTY_AND_OVER", "JOB_SEEKER", "YOUNG_IN_INTEGRATION", "SOCIAL_MINIMA"];
    let booklets = main.booklets.iter().take(HANDED).chain(&short.booklets);
    let mut learners = Vec::new();
    for (place, booklet) in booklets.enumerate() {
        let prescriber = &stage.cast.prescriber_of(place).player;
        let input = json!({
            "prescriberId": prescriber.organisation.to_string(), "carnet": booklet.serial,
            "homeCommune": HOMES[place % HOMES.len()], "public": publics[place % publics.len()],
        });
        let done = stage.does(prescriber, HAND_OVER, json!({ "input": input })).await?;
        learners.push(text(&done["carnet"]));
    }
    let towns: Vec<&str> = stage.cast.prescribers.iter().map(|prescriber| prescriber.town).collect();
    stage.narrator.say(&format!(
        "{} carnets sont remis par les prescripteurs de {}, à des personnes de {} communes : aucun nom n'est noté.",
        learners.len(),
        towns.join(", "),
        HOMES.len(),
    ));
    stage.narrator.figure("handedOver", learners.len());
    Ok(())
}

/// What was not handed over yet goes into the stocks of the prescribers.
async fn allot(stage: &mut Stage, main: &Run) -> Result<(), Stumble> {
    let operator = stage.cast.operator.clone();
    let prescribers = stage.cast.prescribers.iter().map(|one| one.player.organisation.to_string());
    for (prescriber, from) in prescribers.collect::<Vec<_>>().into_iter().zip((HANDED + 1..).step_by(STOCK)) {
        let range = json!({ "order": main.order, "prescriber": prescriber, "from": from, "to": from + STOCK - 1 });
        stage.does(&operator, ALLOT, range).await?;
    }
    stage
        .narrator
        .say(&format!("{STOCK} carnets sont réservés à chaque prescripteur : aucun autre ne peut les remettre."));
    Ok(())
}
