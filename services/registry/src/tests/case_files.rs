//! The file of an application: answers, evidence, thread, draft, and what may be the same.

use kernel::{
    access::Actor,
    ids::{ApplicationId, FileId, VenueId},
    refusal::Code,
};
use store::{
    Reply,
    deposits::{self, Sender},
    files,
};

use super::{Bench, demand, refused, venue};
use crate::{
    answer_criteria::answer_criteria,
    apply::{Demand, Subject},
    attach_evidence::{attach_evidence, open_evidence},
    case_file::{CaseFile, case_file},
    criteria::{self, Answer, WrittenAnswers},
    draft::{draft, save_draft},
    duplicates::{Likeness, duplicates},
    message::Side,
    register::{WrittenStructure, register_structure},
    structure::StructureKind,
    write_message::write_message,
};

fn yes(criteria: &[&str]) -> WrittenAnswers {
    let answer = |criterion: &&str| Answer {
        criterion: (*criterion).to_owned(),
        reply: criteria::Reply::Yes,
        note: String::new(),
    };
    WrittenAnswers { version: 1, answers: criteria.iter().map(answer).collect() }
}

fn all_of_them() -> Vec<&'static str> {
    criteria::version(1).unwrap().criteria.iter().map(|one| one.id.as_str()).collect()
}

impl Bench {
    /// A manager and the application that they made.
    async fn applied(&self, name: &str) -> (Actor, ApplicationId, VenueId) {
        let structure = self.structure(name, StructureKind::VenueHolder).await;
        let manager = self.manager_of(structure);
        let asked = demand(Subject::New(structure, venue(name, "62447")));
        let application = self.apply(&manager, &asked).await.unwrap();
        (manager, application.id, application.venue)
    }

    async fn file_of(&self, actor: &Actor, id: ApplicationId) -> CaseFile {
        case_file(&self.store, actor, id).await.unwrap().unwrap()
    }

    async fn brought(&self, actor: &Actor, name: &str) -> FileId {
        let facts = self.cabinet().seal(self.store.chance(), name, "application/pdf", b"%PDF-1.7").unwrap();
        let (person, organisation) = actor.known().unwrap();
        let id = facts.id;
        deposits::record(&self.store, facts, Sender { person, organisation }).await.unwrap();
        id
    }

    async fn answer(&self, actor: &Actor, id: ApplicationId, written: WrittenAnswers) -> Reply<bool> {
        answer_criteria(&self.store, actor, &self.key(), id, written).await.map(|done| done.complete)
    }
}

#[tokio::test]
async fn an_application_is_completed_step_by_step() {
    let bench = Bench::new().await;
    let (manager, id, _) = bench.applied("Atelier").await;
    let first = bench.file_of(&manager, id).await;
    assert!(first.grid.is_none() && first.answers.is_empty() && first.is_own);

    assert!(!bench.answer(&manager, id, yes(&["public", "bank"])).await.unwrap());
    assert!(!bench.answer(&manager, id, yes(&all_of_them())).await.unwrap(), "files are needed");
    let file = bench.file_of(&manager, id).await;
    assert_eq!(file.lacking.unshown, ["existence", "insurance", "bank"]);
    for criterion in ["existence", "insurance", "bank"] {
        let brought = bench.brought(&manager, &format!("{criterion}.pdf")).await;
        attach_evidence(&bench.store, &manager, &bench.key(), id, criterion, brought).await.unwrap();
    }
    let whole = bench.file_of(&bench.operator, id).await;
    assert!(whole.lacking.is_complete() && !whole.is_own);
    assert_eq!((whole.answers.len(), whole.evidence.len()), (11, 3));
    assert_eq!(whole.grid.map(|grid| grid.version), Some(1));

    let application = whole.application;
    bench.accept(&application, "2025-12-31").await.unwrap();
    assert_eq!(refused(bench.answer(&manager, id, yes(&["public"])).await), Code::WrongStage);
    assert_eq!(bench.file_of(&manager, id).await.answers.len(), 11, "what was decided upon stays");
}

#[tokio::test]
async fn answers_are_checked() {
    let bench = Bench::new().await;
    let (manager, id, _) = bench.applied("Atelier").await;
    let (stranger, _, _) = bench.applied("Ailleurs").await;
    let long = Answer { note: "x".repeat(1001), ..yes(&["public"]).answers[0].clone() };
    let bad = [
        WrittenAnswers { version: 9, ..yes(&["public"]) },
        yes(&[]),
        yes(&["public", "public"]),
        yes(&["couleur"]),
        WrittenAnswers { version: 1, answers: vec![long] },
    ];
    for written in bad {
        assert_eq!(refused(bench.answer(&manager, id, written).await), Code::InputInvalid);
    }
    for (who, code) in [(&stranger, Code::Forbidden), (&Actor::Anonymous, Code::Forbidden)] {
        assert_eq!(refused(bench.answer(who, id, yes(&["public"])).await), code);
        assert!(case_file(&bench.store, who, id).await.unwrap().is_none());
    }
    let nothing = kernel::ids::Id::from_bytes([9; 16]);
    assert_eq!(refused(bench.answer(&manager, nothing, yes(&["public"])).await), Code::Forbidden);
    assert_eq!(refused(bench.answer(&bench.operator, nothing, yes(&["public"])).await), Code::NotFound);
}

#[tokio::test]
async fn naming_a_file_gives_no_right_to_it() {
    let bench = Bench::new().await;
    let (manager, id, _) = bench.applied("Atelier").await;
    let (stranger, theirs, _) = bench.applied("Ailleurs").await;
    let mine = bench.brought(&manager, "rib.pdf").await;
    let attach = async |who: &Actor, application, criterion: &str, file| {
        attach_evidence(&bench.store, who, &bench.key(), application, criterion, file).await
    };
    assert_eq!(refused(attach(&stranger, theirs, "bank", mine).await), Code::NotFound);
    assert_eq!(refused(attach(&manager, id, "couleur", mine).await), Code::InputInvalid);
    // A file that the network made is nobody's evidence.
    let sealed = bench.cabinet();
    let made =
        bench.store.transact("test", move |tx| Ok(sealed.put(tx, "run.csv", "text/csv", b"secret")?)).await.unwrap();
    assert_eq!(refused(attach(&manager, id, "bank", made.id).await), Code::NotFound);
    attach(&manager, id, "bank", mine).await.unwrap();
    attach(&manager, id, "bank", mine).await.unwrap();
    assert_eq!(bench.file_of(&manager, id).await.evidence.len(), 1);

    let open =
        async |who: &Actor, application, file| open_evidence(&bench.store, who, &bench.key(), application, file).await;
    assert_eq!(refused(open(&stranger, id, mine).await), Code::Forbidden);
    assert_eq!(refused(open(&stranger, theirs, mine).await), Code::NotFound);
    assert_eq!(refused(open(&bench.operator, id, made.id).await), Code::NotFound);
    let ticket = open(&bench.operator, id, mine).await.unwrap();
    assert_eq!(files::look(&bench.store, mine, &ticket.ticket).await.unwrap().name, "rib.pdf");
}

#[tokio::test]
async fn both_sides_write_in_one_thread() {
    let bench = Bench::new().await;
    let (manager, id, _) = bench.applied("Atelier").await;
    let write = async |who: &Actor, body: &str| write_message(&bench.store, who, &bench.key(), id, body).await;
    write(&bench.operator, "Il manque le RIB.").await.unwrap();
    bench.clock.jump_to(bench.now().plus_ms(1000));
    write(&manager, " Le voici.\r\n\r\n\r\nMerci. ").await.unwrap();
    for body in ["", " \n ", &"x".repeat(2001), "a\u{1b}[2J"] {
        assert_eq!(refused(write(&manager, body).await), Code::InputInvalid, "{body:.10}");
    }
    let thread = bench.file_of(&manager, id).await.thread;
    let told: Vec<_> = thread.iter().map(|one| (one.side, one.body.as_str())).collect();
    assert_eq!(told, [(Side::Operator, "Il manque le RIB."), (Side::Applicant, "Le voici.\n\nMerci.")]);
    let (stranger, _, _) = bench.applied("Ailleurs").await;
    assert_eq!(refused(write(&stranger, "Bonjour").await), Code::Forbidden);
}

#[tokio::test]
async fn a_draft_is_the_organisations_until_it_is_sent() {
    let bench = Bench::new().await;
    let structure = bench.structure("Atelier", StructureKind::VenueHolder).await;
    let (manager, colleague) = (bench.manager_of(structure), bench.manager_of(structure));
    let stranger = bench.manager_of(bench.structure("Ailleurs", StructureKind::VenueHolder).await);
    assert_eq!(draft(&bench.store, &manager).await.unwrap(), None);
    save_draft(&bench.store, &manager, "a", "{\"lieu\":1}").await.unwrap();
    save_draft(&bench.store, &colleague, "b", "{\"lieu\":2}").await.unwrap();
    assert_eq!(draft(&bench.store, &manager).await.unwrap().unwrap().document, "{\"lieu\":2}");
    for who in [&stranger, &bench.operator, &Actor::Anonymous] {
        assert_eq!(draft(&bench.store, who).await.unwrap(), None);
    }
    let long = "x".repeat(32 * 1024 + 1);
    assert_eq!(refused(save_draft(&bench.store, &manager, "c", &long).await), Code::InputInvalid);
    assert_eq!(refused(save_draft(&bench.store, &bench.operator, "c", "x").await), Code::Forbidden);

    let brought = bench.brought(&manager, "rib.pdf").await;
    let asked = Demand {
        answers: Some(yes(&all_of_them())),
        evidence: vec![(brought, "bank".to_owned())],
        ..demand(Subject::New(structure, venue("Atelier", "62447")))
    };
    let application = bench.apply(&manager, &asked).await.unwrap();
    let file = bench.file_of(&manager, application.id).await;
    assert_eq!((file.answers.len(), file.evidence.len(), file.lacking.unshown.len()), (11, 1, 2));
    assert_eq!(draft(&bench.store, &manager).await.unwrap(), None, "what was sent is no draft any more");
}

#[tokio::test]
async fn what_may_be_the_same_is_shown_side_by_side() {
    let bench = Bench::new().await;
    let siret = Some("20004403000019".to_owned());
    let holder = async |name: &str| {
        let kind = StructureKind::VenueHolder;
        let written = WrittenStructure { name: name.to_owned(), kind, siret: siret.clone(), rna: None };
        register_structure(&bench.store, &bench.operator, &bench.key(), &written).await.unwrap().id
    };
    let (one, other) = (holder("Communauté").await, holder("Communauté bis").await);
    let open = async |structure, name: &str, commune: &str, year, phone: &str| {
        let place = crate::venue::WrittenVenue { year, phone: Some(phone.to_owned()), ..venue(name, commune) };
        bench.apply(&bench.operator, &demand(Subject::New(structure, place))).await.unwrap().venue
    };
    let asked = open(one, "Maison de l'Œuvre", "62447", 2025, "03 21 00 00 01").await;
    let second = open(one, "Annexe", "62447", 2025, "").await;
    let twin = open(other, "MAISON DE L OEUVRE", "62461", 2024, "+33321000001").await;
    let far = open(other, "Ailleurs", "62647", 2025, "0321000009").await;
    let found = duplicates(&bench.store, &bench.operator, asked).await.unwrap();
    let told: Vec<_> = found.iter().map(|one| (one.venue, one.because.clone())).collect();
    let expected = [
        (Some(asked), vec![]),
        (Some(twin), vec![Likeness::Siret, Likeness::Name, Likeness::Phone]),
        (Some(far), vec![Likeness::Siret]),
    ];
    assert_eq!(told, expected);
    assert!(!found.iter().any(|one| one.venue == Some(second)), "two venues of one structure are two venues");
    let (manager, _, _) = bench.applied("Autre").await;
    assert!(duplicates(&bench.store, &manager, asked).await.unwrap().is_empty());
}
