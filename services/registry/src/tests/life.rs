//! The life of an accreditation, told by the verbs.

use kernel::{
    access::{Actor, Role},
    clock::At,
    refusal::Code,
};

use super::{Bench, REST, day, demand, refused, venue};
use crate::{
    account,
    accreditation::Stage,
    apply::{Demand, Subject},
    decide::{WrittenDecision, decide_accreditation},
    standing::Standing,
    structure::StructureKind,
    suspend::{reinstate_venue, suspend_venue, withdraw_venue},
};

#[tokio::test]
async fn from_application_to_lapse() {
    let bench = Bench::new().await;
    let Bench { store, operator, .. } = &bench;
    let structure = bench.structure("Atelier de Campagnes", StructureKind::VenueHolder).await;
    let manager = bench.manager_of(structure);

    let application = bench.apply(&manager, &demand(Subject::New(structure, venue("CoopNum", "62447")))).await.unwrap();
    let id = application.venue;
    assert_eq!((application.stage.clone(), bench.standing(id).await), (Stage::Pending, Standing::Never));
    assert!(
        bench.look(move |conn| account::latest(conn, &[structure])).await.is_empty(),
        "not before a second person agrees"
    );

    let decided = bench.accept(&application, "2025-12-31").await.unwrap();
    let until = day("2026-01-01").at(0, 0);
    assert_eq!(decided.stage, Stage::Accepted { at: bench.now(), last_day: day("2025-12-31") });
    assert_eq!(bench.standing(id).await, Standing::Accredited { until });
    let accounts = bench.look(move |conn| account::latest(conn, &[structure])).await;
    assert_eq!(accounts[&structure].iban, "FR7630006000011234567890189");

    bench.clock.jump_to(day("2025-04-01").at(10, 0));
    suspend_venue(store, operator, &bench.key(), id, "contrôle").await.unwrap();
    assert_eq!(bench.standing(id).await, Standing::Suspended { since: bench.now() });

    bench.clock.jump_to(day("2025-05-01").at(10, 0));
    reinstate_venue(store, operator, &bench.key(), id, REST).await.unwrap();
    assert_eq!(bench.standing(id).await, Standing::Accredited { until });

    bench.clock.jump_to(At(until.0 - 1));
    assert_eq!(bench.standing(id).await, Standing::Accredited { until });
    bench.clock.jump_to(until);
    assert_eq!(bench.standing(id).await, Standing::Lapsed { since: until });

    let renewal = bench.apply(&manager, &demand(Subject::Known(id))).await.unwrap();
    bench.accept(&renewal, "2026-12-31").await.unwrap();
    assert_eq!(bench.standing(id).await, Standing::Accredited { until: day("2027-01-01").at(0, 0) });

    bench.clock.jump_to(day("2026-02-01").at(10, 0));
    withdraw_venue(store, operator, &bench.key(), id, "fermeture").await.unwrap();
    assert_eq!(bench.standing(id).await, Standing::Withdrawn { since: bench.now() });
}

#[tokio::test]
async fn a_whole_life_fits_one_instant() {
    let bench = Bench::new().await;
    let Bench { store, operator, .. } = &bench;
    let id = bench.accredited("Gare", "62447", 50.37, 2.03).await;
    let start = bench.now();
    suspend_venue(store, operator, &bench.key(), id, REST).await.unwrap();
    reinstate_venue(store, operator, &bench.key(), id, REST).await.unwrap();
    suspend_venue(store, operator, &bench.key(), id, REST).await.unwrap();
    bench.clock.jump_to(start.plus_ms(10));
    assert_eq!(bench.standing(id).await, Standing::Suspended { since: start.plus_ms(3) });
}

#[tokio::test]
async fn what_cannot_follow_is_refused() {
    let bench = Bench::new().await;
    let Bench { store, operator, .. } = &bench;
    let id = bench.accredited("Gare", "62447", 50.37, 2.03).await;
    assert_eq!(refused(reinstate_venue(store, operator, &bench.key(), id, REST).await), Code::WrongStage);
    assert_eq!(refused(suspend_venue(store, operator, &bench.key(), id, " ").await), Code::InputInvalid);
    withdraw_venue(store, operator, &bench.key(), id, REST).await.unwrap();
    bench.clock.jump_to(bench.now().plus_ms(1000));
    for refusal in [
        suspend_venue(store, operator, &bench.key(), id, REST).await,
        reinstate_venue(store, operator, &bench.key(), id, REST).await,
        withdraw_venue(store, operator, &bench.key(), id, REST).await,
    ] {
        assert_eq!(refused(refusal), Code::WrongStage);
    }
}

#[tokio::test]
async fn nobody_decides_on_their_own_demand_nor_twice() {
    let bench = Bench::new().await;
    let structure = bench.structure("Mairie", StructureKind::VenueHolder).await;
    let asked = demand(Subject::New(structure, venue("Mairie", "62447")));
    let application = bench.apply(&bench.other_operator, &asked).await.unwrap();
    assert_eq!(refused(bench.accept(&application, "2025-12-31").await), Code::SamePerson);

    let again = bench.apply(&bench.operator, &demand(Subject::Known(application.venue))).await;
    assert_eq!(refused(again), Code::WrongStage, "the same demand already waits");

    let decide = async |written: WrittenDecision| {
        decide_accreditation(&bench.store, &bench.operator, &bench.key(), application.id, &written).await
    };
    let accept = |last_day: &str| WrittenDecision { accept: true, last_day: Some(last_day.to_owned()), reason: None };
    assert_eq!(refused(decide(accept("2025-03-02")).await), Code::DatesInvalid);
    assert_eq!(refused(decide(accept("31/12/2025")).await), Code::InputInvalid);
    assert_eq!(refused(decide(WrittenDecision::default()).await), Code::InputInvalid);
    let no = WrittenDecision { accept: false, last_day: None, reason: Some("adresse fausse".to_owned()) };
    assert_eq!(decide(no).await.unwrap().stage.name(), "refused");
    assert_eq!(refused(decide(accept("2025-12-31")).await), Code::WrongStage);
    assert_eq!(bench.standing(application.venue).await, Standing::Never);
}

#[tokio::test]
async fn a_demand_is_checked_from_top_to_bottom() {
    let bench = Bench::new().await;
    let structure = bench.structure("Mairie", StructureKind::VenueHolder).await;
    let with = |change: fn(&mut crate::venue::WrittenVenue, &mut Demand)| {
        let mut place = venue("Mairie", "62447");
        let mut asked = demand(Subject::New(structure, place.clone()));
        change(&mut place, &mut asked);
        Demand { subject: Subject::New(structure, place), ..asked }
    };
    let told = [
        (with(|place, _| place.name.clear()), Code::InputInvalid),
        (with(|place, _| place.year = 2030), Code::VintageUnknown),
        (with(|place, _| place.hours = Some("parfois".to_owned())), Code::HoursInvalid),
        (with(|_, asked| asked.iban = "FR7630006000011234567890188".to_owned()), Code::IbanInvalid),
        (with(|_, asked| asked.bic = "AGRI".to_owned()), Code::BicInvalid),
        (with(|place, _| place.commune = "62461".to_owned()), Code::CommuneUnknown),
        (with(|_, asked| asked.funder = Some(kernel::ids::Id::from_bytes([9; 16]))), Code::NotFound),
        (
            Demand { funder: Some(structure), ..demand(Subject::New(structure, venue("M", "62447"))) },
            Code::InputInvalid,
        ),
    ];
    for (asked, code) in told {
        assert_eq!(refused(bench.apply(&bench.operator, &asked).await), code, "{asked:?}");
    }
}

#[tokio::test]
async fn not_yours_and_absent_answer_alike() {
    let bench = Bench::new().await;
    let id = bench.accredited("Gare", "62447", 50.37, 2.03).await;
    let nowhere = kernel::ids::Id::from_bytes([9; 16]);
    let stranger = bench.manager_of(bench.structure("Ailleurs", StructureKind::VenueHolder).await);
    for subject in [Subject::Known(id), Subject::Known(nowhere)] {
        assert_eq!(refused(bench.apply(&stranger, &demand(subject)).await), Code::Forbidden);
    }
    assert_eq!(refused(bench.apply(&bench.operator, &demand(Subject::Known(nowhere))).await), Code::NotFound);
    let nobody = bench.apply(&Actor::Anonymous, &demand(Subject::Known(id))).await;
    assert_eq!(refused(nobody), Code::Forbidden);
}

#[tokio::test]
async fn who_is_not_registered_yet_applies_with_a_structure_of_their_own() {
    let bench = Bench::new().await;
    let newcomer = Actor::member(bench.store.chance().id(), bench.store.chance().id(), [Role::VenueManager]);
    let structure = crate::register::WrittenStructure {
        name: "Les Amis".to_owned(),
        kind: StructureKind::VenueHolder,
        siret: None,
        rna: Some("W623001234".to_owned()),
    };
    let funder = crate::register::WrittenStructure { kind: StructureKind::Funder, ..structure.clone() };
    let asked = demand(Subject::AllNew(funder, venue("Les Amis", "62447")));
    assert_eq!(refused(bench.apply(&newcomer, &asked).await), Code::Forbidden, "nobody makes a funder of themselves");
    let asked = demand(Subject::AllNew(structure, venue("Les Amis", "62447")));
    let application = bench.apply(&newcomer, &asked).await.unwrap();
    assert_eq!(Some(application.structure), newcomer.organisation());
    assert_eq!(refused(bench.apply(&newcomer, &asked).await), Code::Forbidden, "once registered, registered");
}

#[tokio::test]
async fn the_same_key_gets_the_same_answer() {
    let bench = Bench::new().await;
    let Bench { store, operator, .. } = &bench;
    let id = bench.accredited("Gare", "62447", 50.37, 2.03).await;
    let first = suspend_venue(store, operator, "a", id, "contrôle").await.unwrap();
    reinstate_venue(store, operator, "b", id, REST).await.unwrap();
    assert_eq!(suspend_venue(store, operator, "a", id, " contrôle ").await.unwrap(), first);
    assert_eq!(refused(suspend_venue(store, operator, "a", id, "autre").await), Code::KeyReused);
    assert_eq!(refused(suspend_venue(store, operator, "", id, "autre").await), Code::InputInvalid);
}
