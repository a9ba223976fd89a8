//! Five hundred venues that tell their agendas, and people for whom a session is sought anywhere in the network.

use std::path::PathBuf;

use kernel::{
    access::Role,
    chance::Chance,
    clock::Day,
    ids::{StructureId, VenueId, WorkshopId},
};
use registry::{
    agenda::{self, AgendaDetails, AgendaDocument, AgendaSession, AgendaWorkshop},
    distance::Point,
    structure::StructureKind,
    territory,
};
use serde_json::json;

use super::{asks, ground::Ground, network::People};
use crate::{centre::Centre, commands::say, stop::Stop};

/// What is made.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Wanted {
    /// Lieux agréés, répartis sur un département.
    #[arg(long, value_name = "NOMBRE", default_value_t = 500)]
    venues: usize,
    /// Séances à venir, en tout.
    #[arg(long, value_name = "NOMBRE", default_value_t = 20_000)]
    sessions: usize,
    /// Où écrire les demandes.
    #[arg(long, value_name = "FICHIER")]
    asks: PathBuf,
}

/// Different people for whom something is sought.
const ASKS: usize = 1_000;
const TOKEN_MINUTES: i64 = 1440;
/// Workshops of a venue; each has two sessions a week, in turn.
const WORKSHOPS: usize = 4;
const THEMES: [&str; 5] = ["COMPUTER_BASICS", "PHONE_BASICS", "ONLINE_PROCEDURES", "SAFETY", "EMAIL"];
const COMPETENCES: [&str; 4] = ["C1_1", "C2_1", "C4_1", "C5_1"];
const LEVELS: [&str; 3] = ["UNTOUCHED", "BEGINNER", "INTERMEDIATE"];
const WAYS: [&str; 4] = ["CAR", "BUS", "LIFT", "NONE"];
const RECOMMENDATIONS: &str = "query($input: RecommendationInput!) { recommendations(input: $input, first: 20) { edges { node { \
                               sessionId venueName communeName title startsAt priceCheques distanceKm fit met points } } } }";

/// Makes the venues, lets each tell its agenda, and writes the questions; prints how many sessions there are to come.
pub(crate) async fn run(wanted: Wanted, ground: Ground) -> Result<(), Stop> {
    let people = People::new();
    let centre = ground.make(&people.key()).await?;
    let today = centre.clock().now().day();
    let mut sessions = 0;
    for no in 0..wanted.venues {
        let counter = people.counter_at(&centre, &format!("Lieu {no}"), spot(no, wanted.venues)).await?;
        // The rest of a division goes to the first ones.
        let count = wanted.sessions / wanted.venues + usize::from(no < wanted.sessions % wanted.venues);
        let told = document(&people.chance, counter.venue, (no, count), today);
        agenda::receive(centre.store(), counter.venue, told).await?;
        sessions += count;
    }
    let structure = people.structure(centre.store(), "CCAS", StructureKind::Prescriber).await?;
    ask(&centre, structure, &wanted, today).await?;
    say(format!("venues {}", wanted.venues));
    say(format!("sessions {sessions}"));
    say(format!("asks {ASKS}"));
    Ok(())
}

/// A place of the département: rows of twenty-five, from the coast to the mines.
fn spot(no: usize, of: usize) -> Point {
    let part = |place: usize, of: usize| -> f64 {
        let number = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
        number(place) / number(of.max(1))
    };
    Point { lat: 50.1 + 0.85 * part(no / 25, of.div_ceil(25)), lon: 1.6 + 1.4 * part(no % 25, 25) }
}

/// What a venue tells: its workshops, and from tomorrow on two sessions a week until there are so many.
fn document(chance: &Chance, venue: VenueId, (no, count): (usize, usize), today: Day) -> AgendaDocument {
    let workshops: Vec<AgendaWorkshop> = (no..no + WORKSHOPS).map(|no| workshop(chance.id(), no)).collect();
    let session = |(place, workshop): (usize, &AgendaWorkshop)| {
        let (week, second) = (place / 2, place % 2);
        let days = i64::try_from(1 + no % 5 + week * 7 + second * 2).unwrap_or(i64::MAX);
        AgendaSession {
            id: chance.id(),
            workshop_id: workshop.id,
            title: workshop.title.clone(),
            starts_at: today.plus_days(days).at(if second == 0 { 9 } else { 14 }, 30),
            minutes: workshop.minutes,
            seats: workshop.seats,
        }
    };
    let sessions = (0..count).zip(workshops.iter().cycle()).map(session).collect();
    AgendaDocument { venue_id: venue, epoch: 1, generation: 1, workshops, sessions }
}

fn workshop(id: WorkshopId, no: usize) -> AgendaWorkshop {
    let theme = THEMES[no % THEMES.len()];
    AgendaWorkshop {
        id,
        title: format!("Atelier {no}"),
        theme: theme.to_owned(),
        level: i64::try_from(no % 4).unwrap_or_default(),
        minutes: 90,
        price_cheques: i64::try_from(no % 3).unwrap_or_default(),
        seats: 8,
        details: AgendaDetails {
            competences: vec![COMPETENCES[no % COMPETENCES.len()].to_owned()],
            access: vec!["WHEELCHAIR".to_owned()],
            ..AgendaDetails::default()
        },
    }
}

/// Writes the questions: of people of every commune, each with their own way to come, level and wish.
async fn ask(centre: &Centre, structure: StructureId, wanted: &Wanted, today: Day) -> Result<(), Stop> {
    let year = territory::known_year(today.year());
    let communes = centre.store().read("bench.communes", move |conn| Ok(territory::communes(conn, year)?)).await?;
    let token = centre.mint(Chance::from_machine().id(), structure, [Role::Prescriber], TOKEN_MINUTES)?;
    let one = |no: usize| {
        let home = communes.get(no % communes.len().max(1)).map(|commune| &commune.code);
        let input = json!({
            "homeCommune": home,
            "transport": WAYS[no % WAYS.len()],
            "level": LEVELS[no % LEVELS.len()],
            "theme": no.is_multiple_of(2).then_some(THEMES[no % THEMES.len()]),
            "access": if no.is_multiple_of(5) { vec!["MOTOR"] } else { Vec::new() },
            "cheques": no % 6,
        });
        (token.clone(), json!({ "query": RECOMMENDATIONS, "variables": { "input": input } }))
    };
    asks::write(&wanted.asks, (0..ASKS).map(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agenda_has_as_many_sessions_as_were_asked_and_each_has_its_workshop() {
        let chance = Chance::from_seed(1);
        let today: Day = "2025-10-01".parse().unwrap();
        let told = document(&chance, chance.id(), (3, 40), today);
        assert_eq!((told.workshops.len(), told.sessions.len()), (WORKSHOPS, 40));
        for session in &told.sessions {
            assert!(told.workshops.iter().any(|workshop| workshop.id == session.workshop_id));
            assert!(session.starts_at > today.at(23, 59), "to come");
        }
        let far = |no| spot(no, 500);
        assert!(far(0) != far(1) && far(0) != far(25) && far(499).lat < 51.0);
    }
}
