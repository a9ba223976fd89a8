//! Signing in, renewing, leaving: the registry alone.

use std::collections::BTreeSet;

use kernel::{
    access::{Role, token},
    clock::At,
    ids::{PersonId, SignInId, StructureId},
    refusal::Code,
};
use store::{Reply, Trouble};

use super::{Bench, refused};
use crate::{
    enrol::{Enrolment, dismiss_member, enrol_named},
    identity::{
        access::{Access, SecondFactor},
        ask_sign_in::{Asked, ask_sign_in, hand_link},
        choose::choose_organisation,
        end::end_access,
        letter::{self, Letter},
        lodge::Lodge,
        me::me,
        person::Named,
        renew::renew_access,
        revoked::{self, Revoked},
        secrets::Secrets,
        sign_in::{Proof, sign_in},
    },
    proofs::set_up::{print_code_card, set_up_totp},
    structure::StructureKind,
};

const MAIL: &str = "accueil@gare.example";

/// Somebody at a counter who can sign in.
struct House {
    bench: Bench,
    lodge: Lodge,
    structure: StructureId,
    person: PersonId,
}

impl House {
    async fn new() -> Self {
        let bench = Bench::new().await;
        let (lodge, person) = (bench.lodge(), bench.store.chance().id());
        let structure = bench.structure("Gare", StructureKind::VenueHolder).await;
        let house = Self { bench, lodge, structure, person };
        house.enrol(structure, Role::CounterStaff).await.unwrap();
        house
    }

    async fn enrol(&self, structure: StructureId, role: Role) -> Reply<()> {
        let enrolment = Enrolment { person: self.person, structure, role };
        let named = Named::parse("Amélie Dupont", " Accueil@Gare.example")?;
        let key = self.bench.key();
        enrol_named(&self.bench.store, &self.bench.operator, &key, enrolment, named).await.map(|_| ())
    }

    fn passes(&self, seconds: i64) {
        self.bench.clock.jump_to(self.bench.now().plus_ms(1000 * seconds));
    }

    async fn ask(&self, mail: &str) -> Reply<Asked> {
        ask_sign_in(&self.lodge, Some("192.0.2.1"), &self.bench.key(), mail).await
    }

    /// The letters that wait, which are then gone.
    async fn letters(&self) -> Vec<Letter> {
        let due = letter::due(&self.bench.store, self.lodge.secrets(), 100).await.unwrap();
        for one in &due {
            letter::sent(&self.bench.store, one.id).await.unwrap();
        }
        due.into_iter().map(|one| one.letter.unwrap()).collect()
    }

    async fn asked(&self) -> (SignInId, Letter) {
        let asked = self.ask(MAIL).await.unwrap();
        (asked.id, self.letters().await.remove(0))
    }

    async fn code(&self, id: SignInId, code: &str) -> Reply<Access> {
        sign_in(&self.lodge, id, Proof::Code(code.to_owned())).await
    }

    async fn signs_in(&self) -> Access {
        let (id, letter) = self.asked().await;
        self.code(id, &code_in(&letter)).await.unwrap()
    }

    async fn revoked(&self) -> Revoked {
        let now = self.bench.now();
        self.bench.look(move |conn| revoked::revoked(conn, now)).await
    }

    fn actor(&self, access: &Access) -> kernel::access::Actor {
        let keys = token::KeySet::of([self.lodge.signer().key().public()]);
        token::read(&keys, &access.token, self.bench.now()).unwrap()
    }
}

fn code_in(letter: &Letter) -> String {
    letter.subject.chars().take(7).collect()
}

fn link_in(letter: &Letter) -> (SignInId, String) {
    let address = letter.body.lines().find(|line| line.starts_with("https://pass.example/connexion/lien?")).unwrap();
    let (_, query) = address.split_once('?').unwrap();
    let (id, secret) = query.split_once('&').unwrap();
    (id.strip_prefix("demande=").unwrap().parse().unwrap(), secret.strip_prefix("secret=").unwrap().to_owned())
}

fn wrong(code: &str) -> String {
    if code.starts_with('1') { "000 000".to_owned() } else { "111 111".to_owned() }
}

#[tokio::test]
async fn six_digits_open_a_visit_once() {
    let house = House::new().await;
    let (id, letter) = house.asked().await;
    assert_eq!(letter.to.as_str(), MAIL);
    let access = house.code(id, &code_in(&letter)).await.unwrap();
    assert_eq!((access.me.person.id, access.me.organisation), (house.person, Some(house.structure)));
    assert_eq!(access.me.roles, BTreeSet::from([Role::CounterStaff]));
    assert_eq!(access.second_factor, SecondFactor::NotNeeded);
    assert_eq!(access.until, At(house.bench.now().seconds() * 1000).plus_ms(600_000));
    let actor = house.actor(&access);
    assert!(actor.is(Role::CounterStaff) && !actor.is_proved() && actor.visit().is_some());
    let mine = me(&house.bench.store, &actor).await.unwrap().unwrap();
    assert_eq!((mine.person.name.as_str(), mine.acting_for().unwrap().name.as_str()), ("Amélie Dupont", "Gare"));

    house.passes(20);
    let again = house.code(id, &code_in(&letter)).await.unwrap();
    assert_eq!(again.refresh, access.refresh, "a double click, a lost answer");
    house.passes(11);
    assert_eq!(refused(house.code(id, &code_in(&letter)).await), Code::SignInUsed);
    let (same, secret) = link_in(&letter);
    assert_eq!(refused(sign_in(&house.lodge, same, Proof::Link(secret)).await), Code::SignInUsed);
}

#[tokio::test]
async fn the_link_serves_like_the_code_and_a_wrong_one_says_nothing() {
    let house = House::new().await;
    let (_, letter) = house.asked().await;
    let (id, secret) = link_in(&letter);
    let link = async |secret: &str| sign_in(&house.lodge, id, Proof::Link(secret.to_owned())).await;
    for other in ["", &secret[1..], &secret.to_uppercase(), &format!("{secret}0")] {
        assert_eq!(refused(link(other).await), Code::SignInExpired, "{other}");
    }
    assert_eq!(link(&secret).await.unwrap().me.person.id, house.person);

    let (_, letter) = house.asked().await;
    let (id, secret) = link_in(&letter);
    house.passes(15 * 60);
    assert_eq!(refused(sign_in(&house.lodge, id, Proof::Link(secret)).await), Code::SignInExpired);
}

#[tokio::test]
async fn the_proof_that_served_is_answered_again_and_no_other() {
    let house = House::new().await;
    let (_, letter) = house.asked().await;
    let ((id, secret), code) = (link_in(&letter), code_in(&letter));
    let first = sign_in(&house.lodge, id, Proof::Link(secret.clone())).await.unwrap();
    assert_eq!(refused(house.code(id, &code).await), Code::SignInUsed, "the link served, not the code");
    for _ in 0..4 {
        assert_eq!(refused(house.code(id, &wrong(&code)).await), Code::SignInUsed);
    }
    assert_eq!(refused(house.code(id, &wrong(&code)).await), Code::SignInExpired, "tries count after it has served");
    let again = sign_in(&house.lodge, id, Proof::Link(secret)).await.unwrap();
    assert_eq!(again.refresh, first.refresh, "a double click");

    let (id, letter) = house.asked().await;
    house.code(id, &code_in(&letter)).await.unwrap();
    for _ in 0..5 {
        assert_eq!(refused(house.code(id, &wrong(&code_in(&letter))).await), Code::SignInUsed);
    }
    assert_eq!(refused(house.code(id, &code_in(&letter)).await), Code::SignInExpired, "five wrong tries");
    let (_, secret) = link_in(&letter);
    assert_eq!(refused(sign_in(&house.lodge, id, Proof::Link(secret)).await), Code::SignInUsed);
}

#[tokio::test]
async fn five_wrong_codes_end_a_mail_and_ten_make_an_address_wait() {
    let house = House::new().await;
    for mail in [MAIL, "personne@nulle-part.example"] {
        let asked = house.ask(mail).await.unwrap();
        let right = house.letters().await.first().map_or_else(|| "123456".to_owned(), code_in);
        let mut told = Vec::new();
        for _ in 0..6 {
            match house.code(asked.id, &wrong(&right)).await {
                Err(Trouble::Refused(refusal)) => told.push((refusal.code, refusal.facts.get("tries").cloned())),
                other => panic!("{other:?}"),
            }
        }
        let left = |no: &str| (Code::SignInWrongCode, Some(no.to_owned()));
        let ended = (Code::SignInExpired, None);
        assert_eq!(told, [left("4"), left("3"), left("2"), left("1"), ended.clone(), ended], "{mail}");
        assert_eq!(refused(house.code(asked.id, &right).await), Code::SignInExpired, "{mail}");
        let second = house.ask(mail).await.unwrap();
        for _ in 0..5 {
            refused(house.code(second.id, &wrong(&right)).await);
        }
        let third = house.ask(mail).await.unwrap();
        house.letters().await;
        assert_eq!(refused(house.code(third.id, &wrong(&right)).await), Code::TooManyAttempts, "{mail}");
        house.passes(361);
        assert_eq!(refused(house.code(third.id, &wrong(&right)).await), Code::SignInWrongCode, "{mail}");
    }
}

#[tokio::test]
async fn known_and_unknown_addresses_are_answered_alike() {
    let house = House::new().await;
    for mail in [MAIL, "personne@nulle-part.example"] {
        for _ in 0..5 {
            let asked = house.ask(mail).await.unwrap();
            assert_eq!(asked.until, house.bench.now().plus_ms(900_000));
        }
        assert_eq!(refused(house.ask(mail).await), Code::TooManyAttempts, "{mail}");
        let written = house.letters().await;
        assert_eq!(written.len(), if mail == MAIL { 5 } else { 0 });
        assert!(written.iter().all(|letter| letter.to.as_str() == MAIL));
    }
    house.passes(601);
    assert!(house.ask(MAIL).await.is_ok(), "one more after ten minutes");
    for text in ["", "accueil", "accueil@", "a@b\r\nBcc: c@d.e"] {
        assert_eq!(refused(house.ask(text).await), Code::InputInvalid, "{text}");
    }
}

#[tokio::test]
async fn one_client_asks_ten_times_and_waits() {
    let house = House::new().await;
    let ask = async |client: &str, no: usize| {
        let mail = format!("personne-{no}@nulle-part.example");
        ask_sign_in(&house.lodge, Some(client), &house.bench.key(), &mail).await
    };
    for no in 0..10 {
        ask("192.0.2.9", no).await.unwrap();
    }
    assert_eq!(refused(ask("192.0.2.9", 11).await), Code::TooManyAttempts);
    ask("192.0.2.10", 12).await.unwrap();
    house.passes(7);
    ask("192.0.2.9", 13).await.unwrap();
}

#[tokio::test]
async fn the_same_key_asks_once() {
    let house = House::new().await;
    let ask = async |mail: &str| ask_sign_in(&house.lodge, None, "k", mail).await.unwrap().id;
    let first = ask(MAIL).await;
    assert_eq!(first, ask(" ACCUEIL@GARE.EXAMPLE ").await);
    assert_eq!(house.letters().await.len(), 1);
    assert_ne!(first, ask("autre@gare.example").await);
}

#[tokio::test]
async fn a_refresh_token_gives_the_next_one_and_an_older_one_ends_the_visit() {
    let house = House::new().await;
    let first = house.signs_in().await;
    let renew = async |refresh: &str| renew_access(&house.lodge, refresh).await;
    let second = renew(&first.refresh).await.unwrap();
    assert_ne!(first.refresh, second.refresh);
    house.passes(30);
    assert_eq!(renew(&first.refresh).await.unwrap().refresh, second.refresh, "its answer was lost");
    house.passes(1);
    let third = renew(&second.refresh).await.unwrap();
    assert!(house.revoked().await.visits.is_empty());

    assert_eq!(refused(renew(&first.refresh).await), Code::VisitEnded);
    let visit = house.actor(&third).visit().unwrap();
    assert_eq!(house.revoked().await, Revoked { stamps: vec![(house.person, 1)], visits: vec![visit] });
    for token in [&second.refresh, &third.refresh, "x", &third.token, &first.refresh] {
        assert_eq!(refused(renew(token).await), Code::VisitEnded);
    }
}

#[tokio::test]
async fn a_visit_ends_by_leaving_by_idleness_and_after_a_week() {
    let house = House::new().await;
    let access = house.signs_in().await;
    end_access(&house.lodge, &access.refresh).await.unwrap();
    end_access(&house.lodge, &access.refresh).await.unwrap();
    end_access(&house.lodge, "nothing").await.unwrap();
    assert_eq!(house.revoked().await.visits, [house.actor(&access).visit().unwrap()]);
    assert_eq!(refused(renew_access(&house.lodge, &access.refresh).await), Code::VisitEnded);

    let idle = house.signs_in().await;
    house.passes(12 * 3600);
    assert_eq!(refused(renew_access(&house.lodge, &idle.refresh).await), Code::VisitEnded);

    let mut access = house.signs_in().await;
    let mut hours = 0;
    while let Ok(next) = renew_access(&house.lodge, &access.refresh).await {
        access = next;
        house.passes(6 * 3600);
        hours += 6;
    }
    assert_eq!(hours, 7 * 24);
}

#[tokio::test]
async fn roles_that_decide_wait_for_their_second_factor() {
    let house = House::new().await;
    house.enrol(house.structure, Role::Treasurer).await.unwrap();
    let access = house.signs_in().await;
    assert_eq!(access.second_factor, SecondFactor::ToSetUp);
    assert_eq!(access.me.roles, BTreeSet::from([Role::CounterStaff]));
    assert_eq!(access.me.belongings[0].roles, BTreeSet::from([Role::CounterStaff, Role::Treasurer]));
    assert!(!house.actor(&access).is(Role::Treasurer));
}

#[tokio::test]
async fn one_acts_for_one_structure_at_a_time() {
    let house = House::new().await;
    let mairie = house.bench.structure("Mairie", StructureKind::VenueHolder).await;
    let nowhere = house.bench.structure("Ailleurs", StructureKind::VenueHolder).await;
    house.passes(1);
    house.enrol(mairie, Role::VenueManager).await.unwrap();
    let access = house.signs_in().await;
    assert_eq!((access.me.organisation, access.me.belongings.len()), (Some(house.structure), 2));
    let choose = async |structure| choose_organisation(&house.lodge, &house.actor(&access), structure).await;
    assert_eq!(refused(choose(nowhere).await), Code::NotFound);
    let there = choose(mairie).await.unwrap();
    assert_eq!((there.me.organisation, &there.me.roles), (Some(mairie), &BTreeSet::from([Role::VenueManager])));
    assert_eq!(there.refresh, access.refresh);
    let renewed = renew_access(&house.lodge, &there.refresh).await.unwrap();
    assert_eq!(renewed.me.organisation, Some(mairie), "it is remembered");
    let outside = house.bench.manager_of(mairie);
    assert_eq!(refused(choose_organisation(&house.lodge, &outside, mairie).await), Code::VisitEnded);
}

#[tokio::test]
async fn who_is_dismissed_keeps_their_visit_and_loses_their_rights() {
    let house = House::new().await;
    let access = house.signs_in().await;
    let manager = house.bench.manager_of(house.structure);
    let held = crate::membership::members(&house.bench.store, &manager, house.structure, None, 10).await.unwrap();
    dismiss_member(&house.bench.store, &manager, &house.bench.key(), held[0].id).await.unwrap();
    assert_eq!(house.revoked().await.stamps, [(house.person, 1)]);
    let renewed = renew_access(&house.lodge, &access.refresh).await.unwrap();
    assert_eq!((renewed.me.organisation, renewed.me.roles.len()), (None, 0));
    let actor = house.actor(&renewed);
    assert_eq!(actor.organisation(), Some(house.person.recast()));
    assert_eq!(me(&house.bench.store, &actor).await.unwrap().unwrap().organisation, None);
}

#[tokio::test]
async fn whoever_has_a_second_factor_of_a_lost_key_sets_up_another() {
    let house = House::new().await;
    house.enrol(house.structure, Role::Treasurer).await.unwrap();
    let access = house.signs_in().await;
    let actor = house.actor(&access);
    print_code_card(&house.lodge, &actor, &house.bench.key()).await.unwrap();
    set_up_totp(&house.lodge, &actor).await.map(|_| ()).expect_err("the card wants a proof first");
    assert_eq!(house.signs_in().await.second_factor, SecondFactor::Asked);

    let key = house.lodge.signer().clone();
    let lost = Lodge::new(house.bench.store.clone(), Secrets::new([3; 32]), key, "https://pass.example/");
    let house = House { lodge: lost, ..house };
    let access = house.signs_in().await;
    assert_eq!(access.second_factor, SecondFactor::ToSetUp);
    let actor = house.actor(&access);
    assert!(!set_up_totp(&house.lodge, &actor).await.unwrap().secret.is_empty());
    assert_eq!(print_code_card(&house.lodge, &actor, &house.bench.key()).await.unwrap().codes.len(), 20);
    assert_eq!(house.signs_in().await.second_factor, SecondFactor::Asked);
}

#[tokio::test]
async fn a_link_handed_over_signs_in_once_within_a_day() {
    let house = House::new().await;
    let parts = async || {
        let link = hand_link(&house.lodge, house.person).await.unwrap();
        let body = link;
        link_in(&Letter { to: house.asked().await.1.to, subject: String::new(), body })
    };
    let (id, secret) = parts().await;
    house.passes(24 * 3600 - 1);
    assert!(sign_in(&house.lodge, id, Proof::Link(secret.clone())).await.is_ok());
    house.passes(31);
    assert_eq!(refused(sign_in(&house.lodge, id, Proof::Link(secret)).await), Code::SignInUsed);
    let (id, secret) = parts().await;
    house.passes(24 * 3600);
    assert_eq!(refused(sign_in(&house.lodge, id, Proof::Link(secret)).await), Code::SignInExpired);
}

#[tokio::test]
async fn a_letter_waits_longer_each_time_and_is_forgotten() {
    let house = House::new().await;
    house.ask(MAIL).await.unwrap();
    let (store, secrets) = (&house.bench.store, house.lodge.secrets());
    let mut waits = Vec::new();
    loop {
        let due = letter::due(store, secrets, 10).await.unwrap();
        let Some(one) = due.first() else { break };
        assert!(one.letter.is_some());
        letter::failed(store, one.id).await.unwrap();
        let mut waited = 0;
        while letter::due(store, secrets, 10).await.unwrap().is_empty() && waited < 3600 {
            house.passes(5);
            waited += 5;
        }
        waits.push(waited);
    }
    assert_eq!(waits, [5, 10, 20, 40, 80, 160, 320, 3600], "until it would come too late");
    house.passes(8 * 24 * 3600);
    letter::sweep(store).await.unwrap();
}

#[tokio::test]
async fn a_letter_is_sent_by_one_and_not_when_it_is_too_late() {
    let house = House::new().await;
    house.ask(MAIL).await.unwrap();
    let (store, secrets) = (&house.bench.store, house.lodge.secrets());
    let due = async || letter::due(store, secrets, 10).await.unwrap();
    let id = due().await[0].id;
    assert!(letter::claim(store, id).await.unwrap());
    assert!(!letter::claim(store, id).await.unwrap(), "somebody is at it");
    assert!(due().await.is_empty());
    house.passes(60);
    assert!(due().await.len() == 1 && letter::claim(store, id).await.unwrap(), "whoever was at it is gone");
    house.passes(14 * 60);
    assert!(due().await.is_empty(), "its code serves no more");
    let tries = move |conn: &mut store::conn::AnyConn| crate::rows::letter::tries(conn, id);
    assert!(house.bench.look(tries).await.is_some());
    letter::sweep(store).await.unwrap();
    assert!(house.bench.look(tries).await.is_none(), "what it said is forgotten");
}
