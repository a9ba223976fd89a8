//! What somebody could go to next, in the graph: facts, which a page puts into words.

use async_graphql::{Context, Enum, ID, InputObject, Object, Result, SimpleObject, connection::Connection};
use kernel::refusal::FaultCode;
use registry::graph::{
    answer::{caller, present, said},
    page,
};

use super::{
    diagnostics::SkillLevel,
    learner_types::{AccessNeed, Transport},
};
use crate::{
    desk::Desk,
    diagnostic::skill::Level,
    recommend::{
        recommendations::{self, Asked, Recommended},
        score, wish,
    },
};

/// A part of the day, in Paris.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "wish::Part")]
pub(super) enum DayPart {
    /// Before noon.
    Morning,
    /// From noon on.
    Afternoon,
    /// From six on.
    Evening,
}

/// How the level of a workshop suits somebody.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "score::Fit")]
pub(super) enum LevelFit {
    /// Theirs.
    Fits,
    /// One above.
    Above,
    /// Below what they can do.
    Below,
    /// An event to discover: for all.
    ForAll,
    /// What they can do is not known.
    Unknown,
}

/// For whom a session is sought. What is said here stands before what is known of the person.
#[derive(InputObject)]
pub(super) struct RecommendationInput {
    /// Null: somebody who is not recorded.
    learner_id: Option<ID>,
    /// INSEE code of the commune where they live, as of this year.
    home_commune: Option<String>,
    transport: Option<Transport>,
    access: Option<Vec<AccessNeed>>,
    /// The language in which they are at ease: two or three letters.
    language: Option<String>,
    /// What they can do.
    level: Option<SkillLevel>,
    /// The theme that they ask for, as workshops name it.
    theme: Option<String>,
    /// The days on which they can come, 1 for Monday to 7 for Sunday; none: any.
    #[graphql(default)]
    days: Vec<i64>,
    /// The parts of the day; none: any.
    #[graphql(default)]
    parts: Vec<DayPart>,
    /// How many cheques they have left.
    cheques: Option<i64>,
}

impl RecommendationInput {
    /// As the verb takes it; none when the person cannot be read.
    fn read(self) -> Option<Asked> {
        Some(Asked {
            learner: self.learner_id.map(|id| id.parse()).transpose().ok()?,
            home_commune: self.home_commune,
            transport: self.transport.map(Into::into),
            access: self.access.map(|needs| needs.into_iter().map(Into::into).collect()),
            language: self.language,
            level: self.level.map(Into::into),
            theme: self.theme,
            days: self.days,
            parts: self.parts.into_iter().map(Into::into).collect(),
            cheques: self.cheques,
        })
    }
}

/// A session that somebody could go to, and why.
#[derive(SimpleObject)]
pub(super) struct Recommendation {
    venue_id: ID,
    venue_name: String,
    commune_name: String,
    /// The telephone of the place; null when unknown.
    phone: Option<String>,
    session_id: ID,
    workshop_id: ID,
    title: String,
    /// The name of its theme, as workshops bear it.
    theme: String,
    starts_at: String,
    minutes: i64,
    /// How many people it can take; how many places are left, the venue knows.
    seats: i64,
    /// 0: free.
    price_cheques: i64,
    level: SkillLevel,
    /// The name of the language that is spoken.
    language: String,
    /// A free event to discover: nobody needs a cheque.
    discovery: bool,
    /// By road, estimated; null when it is not known where the person lives.
    distance_km: Option<f64>,
    /// 1 for Monday to 7 for Sunday.
    weekday: i64,
    part: DayPart,
    fit: LevelFit,
    /// Whether it is of the theme that was asked for.
    wanted_theme: bool,
    /// Whether it teaches something in which the person has come least far.
    fills_gap: bool,
    /// The needs of the person that workshop or place say they meet.
    met: Vec<AccessNeed>,
    /// Those of which they say nothing.
    unmet: Vec<AccessNeed>,
    /// Whether it is held in the person's own way of speaking, which is not French.
    own_language: bool,
    /// What it was ranked by: the fewest first. A point is a kilometre by car.
    points: f64,
}
impl From<Recommended> for Recommendation {
    fn from(one: Recommended) -> Self {
        let (venue, offer, why) = (one.venue, one.judged.offer, one.judged.why);
        Self {
            venue_id: venue.id.to_string().into(),
            venue_name: venue.name.clone(),
            commune_name: venue.commune.name.clone(),
            phone: Some(venue.phone.clone()).filter(|phone| !phone.is_empty()),
            session_id: offer.session.to_string().into(),
            workshop_id: offer.workshop.id.to_string().into(),
            title: offer.workshop.title,
            theme: offer.workshop.theme,
            starts_at: offer.starts_at.iso_seconds(),
            minutes: offer.minutes,
            seats: offer.seats,
            price_cheques: offer.workshop.price_cheques,
            level: Level::numbered(offer.workshop.level).unwrap_or(Level::Untouched).into(),
            language: offer.workshop.details.language,
            discovery: offer.workshop.details.discovery,
            distance_km: why.distance.map(|way| way.km),
            weekday: why.weekday,
            part: why.part.into(),
            fit: why.fit.into(),
            wanted_theme: why.is_wanted_theme,
            fills_gap: why.fills_gap,
            met: why.met.into_iter().map(AccessNeed::from).collect(),
            unmet: why.unmet.into_iter().map(AccessNeed::from).collect(),
            own_language: why.is_own_language,
            points: one.judged.points,
        }
    }
}

/// The part of the root of queries that proposes sessions.
#[derive(Default)]
pub(super) struct RecommendQuery;

#[Object]
impl RecommendQuery {
    /// The sessions of the next six weeks that suit somebody best, across the whole network, best first; a hundred at most, `first` of
    /// them. Read of what venues told the centre: no machine of a venue is asked.
    async fn recommendations(
        &self,
        ctx: &Context<'_>,
        input: RecommendationInput,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<Connection<usize, Recommendation>> {
        if input.days.len() > 7 || input.theme.as_ref().is_some_and(|theme| theme.len() > 100) {
            return Err(said(FaultCode::BadRequest));
        }
        let found = match input.read() {
            Some(asked) => recommendations::recommendations(ctx.data::<Desk>()?, &caller(ctx), asked).await,
            None => Ok(Vec::new()),
        };
        let all = present(found)?.unwrap_or_default();
        page::of(after, first, |start, most| {
            let rest = all.into_iter().enumerate().map(|(at, one)| (at + 1, Recommendation::from(one)));
            rest.skip(start).take(most).collect()
        })
    }
}
