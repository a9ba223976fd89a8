//! A file that somebody brought: looked at, written once, told row by row.

use kernel::{access::Actor, ids::FileId, refusal::Code};
use store::{
    Reply,
    deposits::{self, Sender},
    files,
};

use super::{Bench, refused};
use crate::{
    import_file::{Asked, Imported, Outcome, import_file},
    import_listings::Mode,
    structure::StructureKind,
};

const FILE: &str = "id;nom;adresse;code_postal;commune;code_insee;date_maj\n\
    1;Mairie;1 rue du Lac;62140;Hesdin;62447;2025-01-01\n\
    2;=cmd|' /C calc'!A0;;;;;\n\
    3;Médiathèque;2 rue du Lac;62770;Le Parcq;62647;2025-01-02\n";

impl Bench {
    async fn sent(&self, who: &Actor, content: &[u8]) -> FileId {
        let facts = self.cabinet().seal(self.store.chance(), "lieux.csv", "text/csv", content).unwrap();
        let (person, organisation) = who.known().unwrap();
        let id = facts.id;
        deposits::record(&self.store, facts, Sender { person, organisation }).await.unwrap();
        id
    }

    async fn imports(&self, who: &Actor, key: &str, asked: &Asked, mode: Mode) -> Reply<Outcome> {
        import_file(&self.store, &self.cabinet(), who, key, asked, mode).await
    }
}

fn asked(file: FileId) -> Asked {
    Asked { file, source: "Département".to_owned(), mapping: None }
}

fn read(outcome: Reply<Outcome>) -> Imported {
    match outcome.unwrap() {
        Outcome::Read(imported) => *imported,
        Outcome::Unreadable(why) => panic!("{why}"),
    }
}

#[tokio::test]
async fn a_look_writes_nothing_and_an_import_writes_once() {
    let bench = Bench::new().await;
    let operator = bench.operator.clone();
    let file = bench.sent(&operator, FILE.as_bytes()).await;
    let looked = read(bench.imports(&operator, "a", &asked(file), Mode::Look).await);
    assert_eq!((looked.totals.rows, looked.totals.imported, looked.totals.refused), (3, 2, 1));
    assert_eq!(looked.refused[0].line, 3);
    assert!(looked.refused[0].reasons.contains("adresse"), "{:?}", looked.refused);
    let done = read(bench.imports(&operator, "a", &asked(file), Mode::Write).await);
    assert_eq!(done.totals.imported, 2, "the look left no trace");
    let again = read(bench.imports(&operator, "a", &asked(file), Mode::Write).await);
    assert_eq!(again, done, "the same key gets the same answer");
    let later = read(bench.imports(&operator, "b", &asked(file), Mode::Write).await);
    assert_eq!((later.totals.imported, later.totals.unchanged), (0, 2));

    let facts = files::look(&bench.store, done.report.file.id, &done.report.ticket).await.unwrap();
    let sheet = String::from_utf8(bench.cabinet().open(facts.id).unwrap()).unwrap();
    assert!(sheet.contains("3;refusé;'=cmd|"), "a cell that a spreadsheet would run is text: {sheet}");
}

#[tokio::test]
async fn what_cannot_be_imported_is_refused_or_explained() {
    let bench = Bench::new().await;
    let operator = bench.operator.clone();
    let file = bench.sent(&operator, b"\xff\xfe\x00rien").await;
    match bench.imports(&operator, "a", &asked(file), Mode::Write).await.unwrap() {
        Outcome::Unreadable(why) => assert!(why.ends_with('.'), "{why}"),
        Outcome::Read(imported) => panic!("{imported:?}"),
    }
    let good = bench.sent(&operator, FILE.as_bytes()).await;
    let nameless = Asked { source: " ".to_owned(), ..asked(good) };
    assert_eq!(refused(bench.imports(&operator, "b", &nameless, Mode::Look).await), Code::InputInvalid);
    let absent = asked(kernel::ids::Id::from_bytes([9; 16]));
    assert_eq!(refused(bench.imports(&operator, "b", &absent, Mode::Look).await), Code::NotFound);
    let manager = bench.manager_of(bench.structure("Ailleurs", StructureKind::VenueHolder).await);
    assert_eq!(refused(bench.imports(&manager, "b", &asked(good), Mode::Look).await), Code::Forbidden);
    // Another's file is as absent as none.
    let theirs = bench.sent(&manager, FILE.as_bytes()).await;
    assert_eq!(refused(bench.imports(&operator, "b", &asked(theirs), Mode::Look).await), Code::NotFound);
    let many = format!("nom;adresse;commune\n{}", "a;b;c\n".repeat(20_001));
    let many = bench.sent(&operator, many.as_bytes()).await;
    assert_eq!(refused(bench.imports(&operator, "b", &asked(many), Mode::Look).await), Code::InputInvalid);
}
