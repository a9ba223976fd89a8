//! The trail: what was done, by whom, when and why, found again page by page and never changed.

use kernel::{
    access::{Action, Actor},
    clock::At,
    ids::{PersonId, StructureId},
};
use store::{
    act::{self, ActKey, ContentHash, Kept},
    trail::{self, Sought, Told, Words},
};

use super::Shelf;
use crate::support::engine::{Engine, on_both_engines};

on_both_engines!(
    an_act_tells_who_and_why,
    acts_are_found_by_place_time_and_words,
    pages_lose_and_repeat_nothing_within_an_instant,
    a_note_is_in_the_trail_and_has_no_receipt,
);

fn structure(no: u8) -> StructureId {
    StructureId::from_bytes([no; 16])
}

fn person(no: u8) -> PersonId {
    PersonId::from_bytes([no; 16])
}

fn does(organisation: u8, who: u8, action: Action, key: &str) -> ActKey {
    ActKey::of(&Actor::member(person(who), structure(organisation), []), action, key).expect("a good key")
}

async fn done(shelf: &Shelf, key: ActKey) {
    let content = ContentHash::of(&"").expect("a text can be written");
    shelf.store.once(key, content, |_| Ok("6PC5-G4GX".to_owned())).await.expect("it is done");
}

async fn found(shelf: &Shelf, sought: Sought, most: i64) -> Vec<Told> {
    shelf.store.read("test.trail", move |conn| Ok(trail::read(conn, &sought, most)?)).await.expect("the trail")
}

/// Verbs, newest first.
async fn verbs(shelf: &Shelf, sought: Sought) -> Vec<String> {
    found(shelf, sought, 100).await.into_iter().map(|told| told.verb).collect()
}

async fn an_act_tells_who_and_why(engine: Engine) {
    let shelf = Shelf::new(engine, "who_and_why");
    done(&shelf, does(1, 7, Action::VoidRedemption, "k").because("erreur de saisie")).await;
    done(&shelf, does(1, 8, Action::VoidRedemption, "k").because("autre raison")).await;
    let told = found(&shelf, Sought::default(), 100).await;
    let expected = Told {
        at: shelf.clock.now(),
        organisation: structure(1),
        person: Some(person(7)),
        verb: "voidRedemption".to_owned(),
        reason: Some("erreur de saisie".to_owned()),
    };
    assert_eq!(told, [expected], "asked again by a colleague, it is still the first one's");
}

async fn acts_are_found_by_place_time_and_words(engine: Engine) {
    let shelf = Shelf::new(engine, "found");
    let start = shelf.clock.now();
    let minutes = |count: i64| start.plus_ms(count * 60_000);
    done(&shelf, does(1, 7, Action::RedeemCheques, "a")).await;
    shelf.clock.jump_to(minutes(1));
    done(&shelf, does(1, 8, Action::VoidRedemption, "b").because("Erreur, 50 % de trop")).await;
    shelf.clock.jump_to(minutes(2));
    done(&shelf, does(2, 7, Action::SuspendVenue, "c").because("Visite du 5_03")).await;

    assert_eq!(verbs(&shelf, Sought::default()).await, ["suspendVenue", "voidRedemption", "redeemCheques"]);
    let of_one = Sought { organisation: Some(structure(1)), ..Sought::default() };
    assert_eq!(verbs(&shelf, of_one).await, ["voidRedemption", "redeemCheques"]);
    let between = Sought { from: Some(minutes(1)), until: Some(minutes(2)), ..Sought::default() };
    assert_eq!(verbs(&shelf, between).await, ["voidRedemption"]);

    let by = async |words: Words| verbs(&shelf, Sought { words: Some(words), ..Sought::default() }).await;
    let reason = |text: &str| Words { reason: text.to_owned(), ..Words::default() };
    assert_eq!(by(reason("erreur, 50 %")).await, ["voidRedemption"]);
    assert_eq!(by(reason("5_0")).await, ["suspendVenue"], "a sign of patterns stands for itself");
    assert!(by(reason("5%3")).await.is_empty());
    let people = Words { people: vec![person(7)], ..reason("nothing") };
    assert_eq!(by(people).await, ["suspendVenue", "redeemCheques"]);
    let verb = Words { verbs: vec!["redeemCheques"], ..reason("nothing") };
    assert_eq!(by(verb).await, ["redeemCheques"]);
}

async fn pages_lose_and_repeat_nothing_within_an_instant(engine: Engine) {
    let shelf = Shelf::new(engine, "pages");
    for no in 0..7 {
        done(&shelf, does(no % 3 + 1, 7, Action::RedeemCheques, &format!("k{no}"))).await;
    }
    shelf.clock.jump_to(shelf.clock.now().plus_ms(5));
    done(&shelf, does(1, 7, Action::SuspendVenue, "later")).await;
    let all = found(&shelf, Sought::default(), 100).await;
    for size in 1..=8 {
        let (mut pages, mut after) = (Vec::new(), None);
        loop {
            let page = found(&shelf, Sought { after, ..Sought::default() }, size).await;
            let Some(last) = trail::places(&page, after).pop() else { break };
            after = Some(last);
            pages.extend(page);
        }
        assert_eq!(pages, all, "{size} at a time");
    }
}

async fn a_note_is_in_the_trail_and_has_no_receipt(engine: Engine) {
    let shelf = Shelf::new(engine, "note");
    let key = ActKey::new(structure(1), "signIn", "k").expect("a good key").by(person(7));
    let noting = shelf.store.transact("test.note", move |tx| Ok(act::note(tx, &key)?));
    noting.await.expect("it is noted");
    let told = found(&shelf, Sought::default(), 100).await;
    assert_eq!((told[0].person, told[0].verb.as_str(), told[0].reason.as_deref()), (Some(person(7)), "signIn", None));
    assert_eq!(told[0].at, At(shelf.clock.now().0));
    let many: Vec<Kept> = (0..1001)
        .map(|no| {
            let key = does(2, 7, Action::RedeemCheques, &format!("k{no}"));
            Kept::new(&key, ContentHash([0; 32]), &no).expect("a receipt")
        })
        .collect();
    let keeping = shelf.store.transact("test.many", move |tx| Ok(act::record(tx, &many)?));
    keeping.await.expect("more than a statement holds");
    assert_eq!(found(&shelf, Sought::default(), 2000).await.len(), 1002);
}
