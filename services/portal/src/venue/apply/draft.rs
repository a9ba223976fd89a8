//! The application that is being written, as the network keeps it for the whole structure.

use cynic::{MutationBuilder, QueryBuilder};
use kernel::clock::At;
use serde::{Deserialize, Serialize};

use crate::{application::Piece, ask::Refusal, portal::Portal, schema, trouble::Trouble, visitor::Member};

/// What is written so far.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Draft {
    pub(super) place: Option<Place>,
    pub(super) account: Option<Account>,
    /// The version of the grid and, by criterion, the reply and the note.
    pub(super) grid: Option<Answers>,
    pub(super) pieces: Vec<Piece>,
}

/// Which venue is meant.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum Place {
    Known { id: String, name: String },
    New(NewPlace),
}

/// A venue that is not known yet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct NewPlace {
    pub(super) name: String,
    pub(super) address: String,
    pub(super) commune: String,
    pub(super) commune_name: String,
    pub(super) year: i32,
    pub(super) lat: f64,
    pub(super) lon: f64,
    pub(super) phone: String,
}

/// Where to be paid.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Account {
    pub(super) holder: String,
    pub(super) iban: String,
    pub(super) bic: String,
}

/// An account is for no log.
impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Account")
    }
}

/// What was answered: criterion, word of the form, note.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Answers {
    pub(super) version: i32,
    pub(super) fields: Vec<(String, String)>,
}

impl Place {
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Known { name, .. } => name,
            Self::New(place) => &place.name,
        }
    }
}

impl Account {
    /// Its first four signs and its last four: what a page shows.
    pub(super) fn masked(&self) -> String {
        let dense: Vec<char> = self.iban.chars().filter(|c| !c.is_whitespace()).collect();
        match dense.len() {
            0..12 => "…".to_owned(),
            length => format!("{} … {}", String::from_iter(&dense[..4]), String::from_iter(&dense[length - 4..])),
        }
    }
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct Held {
    application_draft: Option<ApplicationDraft>,
}

#[derive(cynic::QueryFragment)]
struct ApplicationDraft {
    document: String,
}

/// The draft of the structure; a new one when there is none, or when it cannot be read any more. Files that were brought
/// more than a day ago are gone from it.
pub(super) async fn read(portal: &Portal, member: &Member) -> Result<Draft, Trouble> {
    let held = portal.ask(&member.visitor, Held::build(())).await?.application_draft;
    let mut draft: Draft = held.and_then(|held| serde_json::from_str(&held.document).ok()).unwrap_or_default();
    let now = portal.clock().now();
    draft.pieces.retain(|piece| piece.until.parse().is_ok_and(|until: At| until > now));
    Ok(draft)
}

#[derive(cynic::QueryVariables)]
struct Save {
    key: cynic::Id,
    document: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Save")]
struct SaveApplicationDraft {
    #[arguments(key: $key, document: $document)]
    save_application_draft: DraftPayload,
}

#[derive(cynic::QueryFragment)]
struct DraftPayload {
    refusal: Option<Refusal>,
}

/// Keeps the draft; answers the refusal, if there is one.
pub(super) async fn save(
    portal: &Portal,
    member: &Member,
    key: &str,
    draft: &Draft,
) -> Result<Option<Refusal>, Trouble> {
    let document = serde_json::to_string(draft).map_err(|_| Trouble::Broken)?;
    let save = Save { key: key.into(), document };
    Ok(portal.ask(&member.visitor, SaveApplicationDraft::build(save)).await?.save_application_draft.refusal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_never_shown_whole() {
        let account = Account { iban: "FR76 3000 6000 0112 3456 7890 189".to_owned(), ..Account::default() };
        assert_eq!(account.masked(), "FR76 … 0189");
        assert_eq!(Account { iban: "FR7".to_owned(), ..Account::default() }.masked(), "…");
        assert!(!format!("{account:?}").contains("FR"));
    }

    #[test]
    fn an_older_draft_is_read_as_far_as_it_goes() {
        let draft: Draft = serde_json::from_str("{\"pieces\":[],\"colour\":1}").unwrap();
        assert!(draft.place.is_none() && draft.pieces.is_empty());
    }
}
