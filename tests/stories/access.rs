//! Rights as they are at the door: every deed asked by every role, on what belongs to another structure and on nothing.

mod things;

use kernel::access::{
    Action, Actor, Reach,
    Role::{self, CounterStaff, Prescriber, VenueManager},
    policy,
};
use serde_json::{Value, json};

use self::things::Things;
use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network,
        answer::Answer,
        cast::Person,
        deeds::{self, Deed, VENUE},
    },
};

on_both_engines!(
    what_is_anothers_is_refused_or_absent,
    what_is_absent_is_told_to_those_who_see_all,
    each_right_opens_its_own_door,
);

async fn what_is_anothers_is_refused_or_absent(engine: Engine) {
    let net = Network::open(engine, "anothers").await;
    let hesdin = net.venue("Hesdin").await;
    let (theirs, nothing) = (Things::of(&net, &hesdin).await, Things::absent(&net));
    let strangers = strangers(&net);
    let told = async || net.asks(&Person::nobody(), VENUE, json!({ "id": hesdin.id })).await.shown();
    let before = told().await;
    for action in fields() {
        // A draft names nobody's thing, nor do figures or a name that is sought: it is the caller's own by nature.
        let is_own = |who: &Person| names_nothing(*action) && who.actor.reach(*action) == Reach::Own;
        for who in strangers.iter().filter(|who| who.actor.reach(*action) != Reach::Any && !is_own(who)) {
            let answer = net.asks(who, deed(*action), theirs.variables(*action)).await;
            assert_turned_away(*action, who, &answer);
            let absent = net.asks(who, deed(*action), nothing.variables(*action)).await;
            assert!(
                answer.text() == absent.text() || is_bearers(*action),
                "{action:?} by {who:?}: {answer:?} {absent:?}"
            );
        }
    }
    assert_eq!((told().await, &before["acceptsCheques"]), (before.clone(), &json!(true)));
    net.redeems(&hesdin, &[&theirs.code]).await.ok();
    net.books_hold().await;
}

fn assert_turned_away(action: Action, who: &Person, answer: &Answer) {
    let never = who.actor.reach(action) == Reach::Never;
    match answer.refusal().map(|said| said.code) {
        Some(code) if code == "FORBIDDEN" => {}
        Some(code) => {
            assert!(!never && (code == "NOT_FOUND" || is_bearers(action)), "{code} for {action:?} by {who:?}")
        }
        None => {
            let shown = answer.clone().shown();
            let is_empty = |list: &Value| list.as_array().is_some_and(Vec::is_empty);
            let is_page = is_empty(&shown["edges"]) || is_empty(&shown);
            assert!(shown.is_null() || is_page || (!never && is_bearers(action)), "{action:?} by {who:?}: {shown}");
            assert!(!deed(action).document.starts_with("mutation"), "{action:?} by {who:?}: a mutation says why");
        }
    }
}

/// The application that a structure is writing, the figures of one's own, a wish: there is no other to name.
fn names_nothing(action: Action) -> bool {
    matches!(
        action,
        Action::ApplicationDraft
            | Action::SaveApplicationDraft
            | Action::CommuneFigures
            | Action::RequestCarnet
            | Action::DiagnosticCounts
            | Action::SimilarLearners
            | Action::KeepLearner
            | Action::Recommendations
            | Action::ReferralCounts
            | Action::Referrals
    )
}

/// A cheque is its bearer's: whoever works at a counter may look at any.
fn is_bearers(action: Action) -> bool {
    action == Action::Cheque
}

async fn what_is_absent_is_told_to_those_who_see_all(engine: Engine) {
    let net = Network::open(engine, "see_all").await;
    let nothing = Things::absent(&net);
    let strangers = strangers(&net);
    for action in fields() {
        for who in strangers.iter().filter(|who| who.actor.reach(*action) == Reach::Any) {
            let answer = net.asks(who, deed(*action), nothing.variables(*action)).await;
            assert!(answer.body().get("errors").is_none(), "{action:?} by {who:?}: {answer:?}");
            let code = answer.refusal().map(|said| said.code);
            assert_ne!(code.as_deref(), Some("FORBIDDEN"), "{action:?} by {who:?}");
        }
    }
}

async fn each_right_opens_its_own_door(engine: Engine) {
    let net = Network::open(engine, "own_door").await;
    let hesdin = net.venue("Hesdin").await;
    for role in Role::ALL {
        let mut things = Things::of(&net, &hesdin).await;
        let owner = match role {
            CounterStaff | VenueManager => net.newcomer(&hesdin, role).await,
            Prescriber => net.cast.prescriber.clone(),
            _ => net.cast.funder.clone(),
        };
        if role == Prescriber {
            things.structure = owner.organisation();
        }
        for action in fields().filter(|action| policy::reach(role, **action) == Reach::Own) {
            let answer = net.asks(&owner, deed(*action), things.variables(*action)).await;
            let code = answer.refusal().map(|said| said.code);
            assert_ne!(code.as_deref(), Some("FORBIDDEN"), "{action:?} by {role:?}");
            // Nobody has begun either here; the matrix of rights opens them.
            let may_be_none = [
                Action::ApplicationDraft,
                Action::Dispute,
                Action::CarnetRequest,
                Action::PaperRequest,
                Action::Diagnostic,
                Action::Learner,
                Action::Referral,
                Action::LearnerRecord,
            ]
            .contains(action);
            assert!(may_be_none || !answer.clone().shown().is_null(), "{action:?} by {role:?}: {answer:?}");
        }
    }
}

/// The deeds of the schema; those of other doors are told in their own stories.
fn fields() -> impl Iterator<Item = &'static Action> {
    Action::ALL.iter().filter(|action| !policy::DOORS.contains(action))
}

/// Each role in a structure that owns nothing, and nobody.
fn strangers(net: &Network) -> Vec<Person> {
    let alone = Role::ALL.into_iter().map(|role| net.unregistered(role));
    alone.chain([Person { actor: Actor::Anonymous }]).collect()
}

fn deed(action: Action) -> Deed {
    let known = deeds::ALL.iter().find(|deed| deed.field == action.field());
    *known.unwrap_or_else(|| panic!("{} has no document in deeds.rs", action.field()))
}
