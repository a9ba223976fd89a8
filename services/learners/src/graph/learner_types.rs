//! Learners as the graph shows them: what the caller's structure may see, and nothing else.

use async_graphql::{Enum, ID, SimpleObject};
use kernel::clock::At;

use super::consent_text::ConsentPurpose;
use crate::learner::{
    needs::{self, Proxy},
    said,
    seen::{self, Needs, Reached, Seen},
    who::Who,
};

/// How somebody wishes to be told.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "needs::ToldBy")]
pub(super) enum ToldBy {
    /// A letter.
    Letter,
    /// A call.
    Telephone,
    /// A short message.
    Sms,
    /// A mail.
    Mail,
    /// Whoever acts for them tells them.
    Somebody,
}

/// What somebody needs to take part.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "needs::Access")]
pub(super) enum AccessNeed {
    /// Deaf, or hard of hearing.
    Hearing,
    /// Blind, or sees badly.
    Sight,
    /// Walks or moves with difficulty.
    Motor,
    /// A mental or psychic disability.
    Mental,
    /// Reads or writes with difficulty.
    Reading,
}

/// How somebody comes.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "needs::Transport")]
pub(super) enum Transport {
    /// On foot: nothing else is there.
    None,
    /// By bus.
    Bus,
    /// By their own car.
    Car,
    /// Somebody takes them.
    Lift,
}

/// Who somebody is to a learner.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "needs::Relation")]
pub(super) enum ProxyRelation {
    /// Of the family, a neighbour, a friend.
    Relative,
    /// A guardian: a judge named them.
    Guardian,
    /// A professional: social worker, home help.
    Professional,
}

/// How old somebody is, roughly.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "seen::AgeBand")]
pub(super) enum AgeBand {
    /// Under 18.
    Minor,
    /// 18 to 25.
    Young,
    /// 26 to 59.
    Adult,
    /// 60 to 74.
    Senior,
    /// 75 and over.
    Elder,
}

/// How a consent was said.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "said::Way")]
pub(super) enum ConsentWay {
    /// By the person, who read the text or had it read to them.
    Person,
    /// On paper, with the help of whoever recorded it.
    Paper,
}

/// Somebody who learns, for a structure that keeps or serves them.
#[derive(SimpleObject)]
pub(super) struct Learner {
    /// Random; leads to no person by itself.
    id: ID,
    /// The number on their card; null where they are only served.
    card: Option<String>,
    /// A first name and a letter.
    short_name: String,
    /// Whether the caller's structure keeps them, and so knows them whole.
    kept: bool,
    age_band: Option<AgeBand>,
    /// Who they are; null where they are only served.
    person: Option<LearnerPerson>,
    /// How they are reached; null where they are served no more.
    contact: Option<LearnerContact>,
    /// The last day on which a place that serves them may reach them; null for the structure that keeps them.
    contact_until: Option<String>,
    /// What helps them take part; null where they are served no more.
    needs: Option<LearnerNeeds>,
    kept_at: String,
    /// The last day on which the network had to do with them.
    last_contact: String,
    /// Their last word on each purpose; empty in a list.
    consents: Vec<LearnerConsent>,
    /// What the caller's structure merged into them; empty in a list.
    merges: Vec<LearnerMerge>,
}
impl From<Seen> for Learner {
    fn from(seen: Seen) -> Self {
        let (home_code, home_name) = (seen.learner.home.map(|(code, _)| code), seen.home_name);
        let home = home_code.zip(home_name);
        Self {
            id: seen.learner.id.to_string().into(),
            card: seen.card,
            short_name: seen.short,
            kept: seen.is_kept,
            age_band: seen.age.map(AgeBand::from),
            person: seen.who.map(|who| LearnerPerson::of(who, home)),
            contact: seen.reached.map(LearnerContact::from),
            contact_until: seen.reached_until.map(|day| day.to_string()),
            needs: seen.needs.map(LearnerNeeds::from),
            kept_at: seen.learner.kept_at.iso_seconds(),
            last_contact: seen.learner.last_contact.to_string(),
            consents: seen.consents.into_iter().map(LearnerConsent::from).collect(),
            merges: seen.merges.into_iter().map(LearnerMerge::from).collect(),
        }
    }
}

/// Who somebody is, for the structure that keeps them.
#[derive(SimpleObject)]
pub(super) struct LearnerPerson {
    given_name: String,
    family_name: String,
    birth_year: Option<i32>,
    birth_date: Option<String>,
    /// In several lines.
    address: Option<String>,
    /// INSEE code of the commune where they live.
    home_code: Option<String>,
    /// Its name.
    home_commune: Option<String>,
    /// How they come.
    transport: Option<Transport>,
}
impl LearnerPerson {
    fn of(who: Who, home: Option<(String, String)>) -> Self {
        let (home_code, home_commune) = home.unzip();
        Self {
            given_name: who.given,
            family_name: who.family,
            birth_year: who.birth_year,
            birth_date: who.birth_date.map(|day| day.to_string()),
            address: who.address,
            home_code,
            home_commune,
            transport: who.transport.map(Transport::from),
        }
    }
}

/// How somebody is reached.
#[derive(SimpleObject)]
pub(super) struct LearnerContact {
    phone: Option<String>,
    /// Whether others answer that telephone too: nothing private is said to them.
    phone_shared: bool,
    mail: Option<String>,
    /// How they wish to be told; null: when they come again.
    told_by: Option<ToldBy>,
    proxy: Option<LearnerProxy>,
}
impl From<Reached> for LearnerContact {
    fn from(reached: Reached) -> Self {
        Self {
            phone: reached.phone,
            phone_shared: reached.phone_shared,
            mail: reached.mail,
            told_by: reached.told_by.map(ToldBy::from),
            proxy: reached.proxy.map(LearnerProxy::from),
        }
    }
}

/// Who acts for somebody.
#[derive(SimpleObject)]
pub(super) struct LearnerProxy {
    name: String,
    relation: ProxyRelation,
    phone: Option<String>,
}
impl From<Proxy> for LearnerProxy {
    fn from(proxy: Proxy) -> Self {
        Self { name: proxy.name, relation: proxy.relation.into(), phone: proxy.phone }
    }
}

/// What helps somebody take part.
#[derive(SimpleObject)]
pub(super) struct LearnerNeeds {
    /// The language in which they are at ease: two or three letters.
    language: String,
    access: Vec<AccessNeed>,
}
impl From<Needs> for LearnerNeeds {
    fn from(needs: Needs) -> Self {
        Self { language: needs.language, access: needs.access.into_iter().map(AccessNeed::from).collect() }
    }
}

/// The last word of somebody on a purpose.
#[derive(SimpleObject)]
pub(super) struct LearnerConsent {
    purpose: ConsentPurpose,
    /// Yes; otherwise no, or no more.
    given: bool,
    at: String,
    /// The version of the text that was shown.
    version: i64,
    way: ConsentWay,
    /// Who recorded it; on paper, who helped.
    recorded_by: Option<String>,
}
impl From<(said::Consent, Option<String>)> for LearnerConsent {
    fn from((said, recorded_by): (said::Consent, Option<String>)) -> Self {
        Self {
            purpose: said.purpose.into(),
            given: said.given,
            at: said.at.iso_seconds(),
            version: said.version,
            way: said.way.into(),
            recorded_by,
        }
    }
}

/// A merge that can be undone.
#[derive(SimpleObject)]
pub(super) struct LearnerMerge {
    id: ID,
    at: String,
}
impl From<(kernel::ids::MergeId, At)> for LearnerMerge {
    fn from((id, at): (kernel::ids::MergeId, At)) -> Self {
        Self { id: id.to_string().into(), at: at.iso_seconds() }
    }
}

/// Those who may be the same person.
#[derive(SimpleObject)]
pub(super) struct SimilarLearners {
    /// Those whom the caller's structure keeps or serves.
    known: Vec<Learner>,
    /// Whether there are others in the network: their card leads to them, nothing else does.
    elsewhere: bool,
}
impl From<crate::learner::similar::Similar> for SimilarLearners {
    fn from(similar: crate::learner::similar::Similar) -> Self {
        Self { known: similar.known.into_iter().map(Learner::from).collect(), elsewhere: similar.elsewhere }
    }
}
