//! A venue with a machine of its own and hundreds of sessions, and people with booklets who will ask for seats.

use std::{fs, path::PathBuf, sync::Arc};

use kernel::{chance::Chance, clock::Clock, ids::VenueId};
use node::{
    create_series::{SeriesPlan, create_series},
    create_workshop::create_workshop,
    house::{Asked, House, Served},
    series::{MOST_SESSIONS, Pattern, Weeks},
    sessions,
    workshop::{Details, Level, Offer, Workshop},
};
use registry::structure::StructureKind;
use store::{Store, migrate::Books, store::Settings};

use super::{
    ground::Ground,
    network::{People, Size, codes},
    sheet::{Counter, Sheet},
};
use crate::{commands::say, stop::Stop, venue_node};

/// What is made.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Wanted {
    /// Séances du lieu, 1000 au plus.
    #[arg(long, value_name = "NOMBRE", default_value_t = 750)]
    sessions: usize,
    /// Places de chaque séance.
    #[arg(long, value_name = "NOMBRE", default_value_t = 20)]
    seats: i64,
    /// Carnets de dix chèques, remis.
    #[arg(long, value_name = "NOMBRE", default_value_t = 3_300)]
    carnets: i64,
    /// Guichets d'où l'on réserve, le lieu compris.
    #[arg(long, value_name = "NOMBRE", default_value_t = 64)]
    counters: usize,
    /// Nom de la machine du lieu, dans le dossier de la mesure.
    #[arg(long, value_name = "NOM", default_value = "bench")]
    name: String,
    /// Où écrire la feuille : guichets, puis carnets avec un de leurs chèques.
    #[arg(long, value_name = "FICHIER")]
    sheet: PathBuf,
    /// Où écrire les séances.
    #[arg(long, value_name = "FICHIER")]
    list: PathBuf,
}

const CHEQUES: usize = 10;
/// What a session costs.
const PRICE: i64 = 2;
/// The first session is in a week: no round is so long that it begins meanwhile.
const DAYS_AHEAD: i64 = 7;

/// Makes the network and the sessions of its first venue; writes both, and prints how many sessions there are.
pub(crate) async fn run(wanted: Wanted, ground: Ground) -> Result<(), Stop> {
    let mut sheet = Sheet::new(Chance::from_machine().id::<()>().to_string());
    let (place, _) = venue_node::files_of(ground.folder(), &wanted.name);
    let centre = ground.make(&sheet.mark).await?;
    let people = People::new();
    for no in 0..wanted.counters.max(1) {
        sheet.counters.push(people.counter(&centre, &format!("Lieu {no}")).await?);
    }
    let funder = people.structure(centre.store(), "Département", StructureKind::Funder).await?;
    let size = Size { carnets: wanted.carnets, cheques_per_carnet: 10 };
    let order = people.order(centre.desk(), funder, size).await?;
    let codes = codes(&people.issue(centre.desk(), order.order).await?)?;
    people.hand_over(centre.desk(), &order.label, wanted.carnets).await?;
    let papers = codes.chunks(CHEQUES).filter_map(|booklet| booklet.first()).zip(1..);
    sheet.codes = papers.map(|(code, no)| format!("{}-{no:04} {code}", order.label)).collect();
    sheet.write(&wanted.sheet)?;
    let (clock, chance, books) = (Clock::wall(), Chance::from_machine(), Books::Node);
    let store = Store::open(Settings { place, books, clock, chance, migrate: true, readers: 1 })?;
    let planned = plan(store, sheet.counter(0), &wanted).await?;
    let text: String = planned.iter().map(|session| format!("{session}\n")).collect();
    let written = fs::write(&wanted.list, text);
    written.map_err(|error| Stop::refused(format!("Les séances ne peuvent pas être écrites ({error}).")))?;
    say(format!("sessions {}", planned.len()));
    say(format!("seats {}", wanted.seats));
    Ok(())
}

/// Plans the sessions on the machine of the venue, as many series as it takes; answers their names, soonest first.
async fn plan(store: Store, counter: &Counter, wanted: &Wanted) -> Result<Vec<String>, Stop> {
    let (venue, structure) = (counter.venue, counter.structure);
    let owner = move |asked: VenueId| (asked == venue).then_some(structure);
    let house = House::new(store, Served::Only(venue), Arc::new(owner));
    let actor = counter.actor();
    let workshop =
        create_workshop(&house, &Asked { actor: &actor, venue, key: "bench-workshop" }, offer(wanted.seats)).await?;
    let first_day = house.store().now().day().plus_days(DAYS_AHEAD);
    for no in 0..wanted.sessions.div_ceil(MOST_SESSIONS) {
        let starts_minute = i64::try_from(8 * 60 + no * 120).unwrap_or_default();
        let pattern = Pattern {
            rule: "FREQ=DAILY".to_owned(),
            weeks: Weeks::All,
            first_day,
            starts_minute,
            in_school_holidays: true,
            exceptions: Vec::new(),
        };
        let key = format!("bench-series-{no}");
        create_series(&house, &Asked { actor: &actor, venue, key: &key }, series(&workshop, pattern)).await?;
    }
    let most = i64::try_from(wanted.sessions).unwrap_or(i64::MAX);
    let coming = sessions::coming(&house, vec![venue], None, most).await?.remove(&venue).unwrap_or_default();
    Ok(coming.into_iter().map(|session| session.id.to_string()).collect())
}

fn offer(seats: i64) -> Offer {
    Offer {
        title: "Premiers clics".to_owned(),
        theme: node::catalogue::Theme::ComputerBasics,
        level: Level::Beginner,
        minutes: 90,
        price_cheques: PRICE,
        seats,
        details: Details::default(),
    }
}

fn series(workshop: &Workshop, pattern: Pattern) -> SeriesPlan {
    SeriesPlan {
        workshop: workshop.id,
        pattern,
        minutes: None,
        seats: None,
        needs: Vec::new(),
        room: None,
        trainer: None,
    }
}
