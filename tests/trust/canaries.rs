//! What people confide to a counter, by its pages and by its schema: the program says nothing of it in its log, however talkative, and
//! once they are forgotten it stands nowhere: in no column, no file, no copy, no page.

mod people;

use std::{
    fs,
    path::{Path, PathBuf},
};

use kernel::chance::Chance;
use serde_json::{Value, json};
use store::conn::Place;

use crate::support::{
    afar::{Afar, Client, Ground, Venue, pages, word},
    browser::{Browser, Shown},
    engine::{Engine, on_both_engines},
    network::{
        answer::text,
        deeds::{
            ANSWER_REFERRAL, ASK_CARNET, Deed, ERASE_LEARNER, HELPS, KEEP_LEARNER, LEARNER, LEARNERS, RECORD_CONSENTS,
            RECORD_DIAGNOSTIC, RECORD_HELP, REFERRALS, REQUEST, REQUESTS, SEND_REFERRAL, SERVE_LEARNER, SIMILAR,
            WITHDRAW_REQUEST,
        },
        diagnostics::answered,
    },
    post_office::PostOffice,
    program::Program,
    sql,
};
use people::{Somebody, Wish};

on_both_engines!(what_people_confide_is_in_no_log_and_nowhere_once_they_are_forgotten);

/// By the schema, then by the pages.
const PEOPLE: [i32; 2] = [12, 8];
const WISHES: [i32; 2] = [9, 5];
const MAIL: &str = "accueil@hesdin.example";
/// Signs of the number on a card.
const CARD: usize = 11;

async fn what_people_confide_is_in_no_log_and_nowhere_once_they_are_forgotten(engine: Engine) {
    let mut post = PostOffice::open().await;
    let ground = Ground::ready(engine, "canaries").await;
    let centre = talkative(&ground, &post).await;
    let afar = Afar::found(&ground, centre.url()).await;
    let mut counter = Counter::open(&afar, centre.url(), &mut post).await;
    counter.people_come().await;
    counter.wishes_come().await;
    counter.is_read().await;
    counter.goes_wrong(&ground).await;
    assert!(counter.words.len() >= 200, "{} canaries", counter.words.len());
    assert_eq!(found(&dump(&ground.place()), &counter.words), None, "what is confided is sealed from the first day on");

    counter.forgets().await;
    counter.shows_nobody().await;
    let Counter { words, cards, .. } = counter;
    centre.signal("TERM");
    assert_eq!(centre.ends().await, Some(0));
    no_log_tells(&ground, &words, &cards);
    nothing_is_left(&ground, &words, &cards).await;
}

/// A centre that says in its log whatever it ever would, and whatever its libraries would.
async fn talkative(ground: &Ground, post: &PostOffice) -> Program {
    let mut serve = ground.command(&["serve", "--listen", "127.0.0.1:0"]);
    serve.env("PASSEGUE_SMTP_URL", post.url()).env("PASSEGUE_MAIL_FROM", "Passegué <passegue@reseau.example>");
    serve.env("PASSEGUE_LOG", "trace");
    Program::of(serve, &ground.log()).await
}

/// A counter, whoever works there, and what they were told.
struct Counter<'a> {
    afar: &'a Afar,
    client: Client,
    venue: Venue,
    other: Venue,
    browser: Browser,
    today: String,
    people: Vec<Somebody>,
    /// The sheets of these people, in the same order.
    sheets: Vec<String>,
    wishes: Vec<Wish>,
    requests: Vec<String>,
    words: Vec<String>,
    cards: Vec<String>,
}

impl<'a> Counter<'a> {
    async fn open(afar: &'a Afar, url: &str, post: &mut PostOffice) -> Self {
        let (venue, other) = (afar.venue("Hesdin").await, afar.venue("Auchy").await);
        afar.order(40, 5).await;
        afar.names(&venue, "Amélie Dupont", MAIL).await;
        let browser = Browser::before(pages(url));
        signs_in(&browser, post).await;
        Self {
            client: Client::new(url),
            today: afar.day(0).to_string(),
            people: (0..PEOPLE[0] + PEOPLE[1]).map(Somebody::of).collect(),
            wishes: (0..WISHES[0] + WISHES[1]).map(Wish::of).collect(),
            sheets: Vec::new(),
            requests: Vec::new(),
            words: Vec::new(),
            cards: Vec::new(),
            afar,
            venue,
            other,
            browser,
        }
    }

    /// By the schema.
    async fn does(&self, deed: Deed, variables: Value) -> Value {
        self.afar.does(&self.venue.counter, deed, variables).await
    }

    async fn shows(&self, deed: Deed, variables: Value) -> Value {
        self.client.shows(&self.venue.counter, deed, variables).await
    }

    /// Opens the page of a form, and sends it with these fields.
    async fn fills(&self, path: &str, fields: &[(&str, String)]) -> Shown {
        let key = self.browser.opens(path).await.value("cle").unwrap_or_default();
        let fields = fields.iter().map(|(name, value)| (*name, value.as_str()));
        let fields: Vec<(&str, &str)> = [("cle", key.as_str())].into_iter().chain(fields).collect();
        self.browser.sends(path, &fields).await
    }

    async fn people_come(&mut self) {
        for (no, one) in (0_i32..).zip(&self.people) {
            if no < PEOPLE[0] {
                let kept = self.does(KEEP_LEARNER, json!({ "input": one.input(), "another": true })).await;
                self.sheets.push(text(&kept["learnerId"]));
                self.cards.push(text(&kept["card"]));
            } else {
                let card = self.fills("/personnes/nouvelle", &one.fields()).await;
                let sheet = card.path.strip_prefix("/personnes/").and_then(|path| path.strip_suffix("/carte"));
                self.sheets.push(sheet.unwrap_or_else(|| panic!("{}: {}", card.path, card.text())).to_owned());
            }
            self.words.extend(one.words());
        }
        for (sheet, card) in self.sheets.iter().zip(&self.cards).take(3) {
            let answers = json!([{ "purpose": "SHARE_DIAGNOSTIC", "given": true }]);
            let said = json!({ "learnerId": sheet, "answers": answers, "version": 1, "way": "PAPER" });
            self.does(RECORD_CONSENTS, json!({ "input": said })).await;
            let mut talk = answered(&[("mail", "ALONE")], "HELP");
            (talk["learnerId"], talk["madeOn"]) = (json!(sheet), json!(self.today));
            self.does(RECORD_DIAGNOSTIC, json!({ "input": talk })).await;
            let help = json!({ "venueId": self.venue.id, "theme": "MAIL", "minutes": 20, "card": card });
            self.does(RECORD_HELP, json!({ "input": help })).await;
            self.afar.does(&self.other.counter, SERVE_LEARNER, json!({ "card": card })).await;
        }
        self.are_sent().await;
    }

    /// Three are sent to the other venue, which answers in words, and to a partner outside.
    async fn are_sent(&mut self) {
        for (sheet, letter) in self.sheets.iter().zip(["a", "b", "c"]) {
            let answers =
                json!([{ "purpose": "REFERRAL", "given": true }, { "purpose": "SHARE_REASON", "given": true }]);
            let said = json!({ "learnerId": sheet, "answers": answers, "version": 1, "way": "PERSON" });
            self.does(RECORD_CONSENTS, json!({ "input": said })).await;
            let [why, note, partner, contact] = ["Raison", "Remarque", "Partenaire", "Joindre"]
                .map(|word| format!("{word} confiée au canari {letter}"));
            let input = json!({ "learnerId": sheet, "venueId": self.other.id, "reason": why });
            let sent = self.does(SEND_REFERRAL, json!({ "input": input })).await;
            let answer = json!({ "accept": false, "reasons": ["FULL"], "note": note });
            let answered = json!({ "id": sent["referralId"], "input": answer });
            self.afar.does(&self.other.counter, ANSWER_REFERRAL, answered).await;
            let input = json!({ "learnerId": sheet, "partnerName": partner, "partnerContact": contact });
            self.does(SEND_REFERRAL, json!({ "input": input })).await;
            self.words.extend([why, note, partner, contact]);
        }
    }

    async fn wishes_come(&mut self) {
        for (no, wish) in (0_i32..).zip(&self.wishes) {
            if no < WISHES[0] {
                let asked = self.does(ASK_CARNET, json!({ "input": wish.input(&self.today) })).await;
                self.requests.push(text(&asked["requestId"]));
            } else {
                let page = self.fills("/demandes/nouvelle", &wish.fields()).await;
                let request = page.path.strip_prefix("/demandes/").filter(|id| *id != "nouvelle");
                self.requests.push(request.unwrap_or_else(|| panic!("{}", page.text())).to_owned());
            }
            self.words.extend(wish.words());
        }
    }

    /// What was told is known: whoever keeps somebody reads every word, by the schema and on the page.
    async fn is_read(&self) {
        for (sheet, one) in self.sheets.iter().zip(&self.people) {
            let read = self.shows(LEARNER, json!({ "id": sheet })).await.to_string();
            let missing: Vec<String> = one.words().into_iter().filter(|word| !read.contains(word)).collect();
            assert!(missing.is_empty(), "{missing:?}: {read}");
        }
        for (request, wish) in self.requests.iter().zip(&self.wishes) {
            let read = self.shows(REQUEST, json!({ "id": request })).await.to_string();
            assert!(wish.words().iter().all(|word| read.contains(word)), "{read}");
        }
        let told = self.browser.opens(&format!("/personnes/{}/donnees.txt", self.sheets[0])).await.html;
        assert!(told.contains("Raison confiée au canari a"), "what is kept of somebody is told to them: {told}");
        let page = self.browser.opens(&format!("/personnes/{}", self.sheets[0])).await;
        assert!(page.text().contains(&self.people[0].family) && page.text().contains(&self.people[0].given));
    }

    /// Every kind of mistake, with words that nobody else should read; and a fault of our own.
    async fn goes_wrong(&self, ground: &Ground) {
        let token = &self.venue.counter;
        let ask = async |deed: Deed, variables: Value| {
            let mut variables = variables;
            variables["key"] = json!(Chance::from_machine().id::<()>().to_string());
            self.client.ask(token, deed, &variables).await.expect("an answer")
        };
        for one in &self.people[..6] {
            let (given, family) = (one.given.as_str(), one.family.as_str());
            let name = json!({ "givenName": given, "familyName": family });
            ask(KEEP_LEARNER, json!({ "input": one.input() })).await;
            for (field, wrong) in [("phone", family), ("mail", given), ("birthDate", given), ("toldBy", family)] {
                let mut input = one.input();
                input[field] = json!(wrong);
                ask(KEEP_LEARNER, json!({ "input": input, "another": true })).await;
            }
            ask(SIMILAR, json!({ "name": name })).await;
            ask(LEARNERS, json!({ "name": name })).await;
            ask(LEARNERS, json!({ "card": family })).await;
            ask(SERVE_LEARNER, json!({ "card": format!("{given} {family}") })).await;
            ask(LEARNER, json!({ "id": family })).await;
            ask(LEARNER, json!({ "id": { "givenName": given } })).await;
            let inline =
                format!("{{ learners(name: {{ givenName: \"{given}\", familyName: \"{family}\" }}) {{ {family} }} }}");
            for body in [json!({ "query": inline }).to_string(), inline, format!("{{\"query\": \"{given} {family}")] {
                for kind in ["application/json", "text/plain", "application/x-www-form-urlencoded"] {
                    self.client.throws("/graphql", token, kind, body.clone()).await;
                }
            }
            self.client
                .throws("/graphql", family, "application/json", json!({ "query": "{ me { id } }" }).to_string())
                .await;
            for path in
                [format!("/personnes/{family}"), format!("/personnes?nom={family}"), format!("/{given}/{family}")]
            {
                self.browser.opens(&path).await;
                self.client.get(&path).await;
            }
            let mut fields = one.fields();
            fields.retain(|(name, _)| *name != "semblable" && *name != "lien");
            self.fills("/personnes/nouvelle", &fields).await;
        }
        self.cannot_be_opened(ground).await;
    }

    /// A row that was altered behind our back cannot be read: that is a fault, and it is told to the log.
    async fn cannot_be_opened(&self, ground: &Ground) {
        let (place, id) = (ground.place(), self.sheets[0].replace('-', ""));
        let altered = match &place {
            Place::Sqlite(_) => {
                format!("update learner_person set sealed = x'00' where lower(hex(learner_id)) = '{id}'")
            }
            Place::Postgres(_) => format!(
                "update learner_person set sealed = '\\x00' where replace(cast(learner_id as text), '-', '') = '{id}'"
            ),
        };
        sql::meddle(&place, &altered);
        let asked = json!({ "id": self.sheets[0] });
        let answer = self.client.ask(&self.venue.counter, LEARNER, &asked).await.expect("an answer");
        assert_eq!(answer.body["errors"][0]["extensions"]["code"], "INTERNAL", "{}", answer.body);
        self.browser.opens(&format!("/personnes/{}", self.sheets[0])).await;
    }

    /// Whoever came by a page goes by a page.
    async fn forgets(&self) {
        for (no, sheet) in (0_i32..).zip(&self.sheets) {
            if no < PEOPLE[0] {
                self.does(ERASE_LEARNER, json!({ "id": sheet })).await;
            } else {
                let gone = self.fills(&format!("/personnes/{sheet}/effacer"), &[("certain", "oui".to_owned())]).await;
                assert_eq!(gone.path, "/personnes?fait=efface", "{}", gone.text());
            }
        }
        for (no, request) in (0_i32..).zip(&self.requests) {
            if no < WISHES[0] {
                self.does(WITHDRAW_REQUEST, json!({ "id": request })).await;
            } else {
                let gone = self.fills(&format!("/demandes/{request}/etapes/retirer"), &[]).await;
                assert_eq!(gone.path, format!("/demandes/{request}"), "{}", gone.text());
            }
        }
    }

    /// Neither the schema nor a page knows anybody.
    async fn shows_nobody(&self) {
        let (days, first) = (json!({ "venue": self.venue.id, "first": 50 }), json!({ "first": 50 }));
        let sent = json!({ "tray": "SENT", "first": 50 });
        for (deed, asked) in [(LEARNERS, &first), (REQUESTS, &first), (REFERRALS, &sent), (HELPS, &days)] {
            let read = self.shows(deed, asked.clone()).await.to_string();
            assert_eq!(found(&read, &self.words), None, "{}", deed.field);
            assert_eq!(found(&read, &self.cards), None, "{}", deed.field);
        }
        for sheet in &self.sheets {
            assert!(self.shows(LEARNER, json!({ "id": sheet })).await.is_null());
        }
        let lists = ["/aujourdhui", "/personnes", "/demandes", "/guichet/coups-de-main", "/bilans", "/orientations"]
            .map(str::to_owned);
        let of = |sheet: &String| [format!("/personnes/{sheet}"), format!("/personnes/{sheet}/donnees.txt")];
        let sheets = self.sheets.iter().flat_map(of);
        let requests = self.requests.iter().map(|request| format!("/demandes/{request}"));
        for path in lists.into_iter().chain(sheets).chain(requests) {
            let page = self.browser.opens(&path).await;
            assert_eq!(found(&page.html, &self.words), None, "{path}");
        }
    }
}

/// Somebody of the counter signs in by the pages.
async fn signs_in(browser: &Browser, post: &mut PostOffice) {
    let form = browser.opens("/connexion").await;
    let (key, suite) = (form.value("cle").expect("a key"), form.value("suite").expect("a way back"));
    let waiting = browser.sends("/connexion", &[("cle", &key), ("suite", &suite), ("courriel", MAIL)]).await;
    let letter = loop {
        let letter = post.letter().await;
        if letter.to == MAIL && letter.body.contains("/connexion/lien?") {
            break letter;
        }
    };
    let (wish, suite) = (waiting.value("demande").expect("a wish"), waiting.value("suite").expect("a way back"));
    let code = letter.code();
    let fields = [("demande", wish.as_str()), ("suite", suite.as_str()), ("code", code.as_str())];
    let in_there = browser.sends("/connexion/code", &fields).await;
    assert_eq!(in_there.path, "/aujourdhui", "{}", in_there.text());
}

/// The first of these words that stands there, as it is; a number and a card also as machines write them.
fn found<'w>(text: &str, words: &'w [String]) -> Option<&'w String> {
    let is_spaced = |word: &str| word.contains(' ') || word.len() == CARD;
    let bare = |word: &str| is_spaced(word) && text.contains(&word.replace([' ', '-'], ""));
    words.iter().find(|word| text.contains(word.as_str()) || bare(word))
}

/// Every row of every table of those books, and what its bytes say.
fn dump(place: &Place) -> String {
    sql::dump(place).join("\n")
}

fn no_log_tells(ground: &Ground, words: &[String], cards: &[String]) {
    let log = fs::read_to_string(ground.log()).expect("the log");
    assert!(
        log.contains("\"level\":\"TRACE\"") && log.contains("cannot be read"),
        "a log that says all: {} bytes",
        log.len()
    );
    let secrets: Vec<String> =
        words.iter().chain(cards).cloned().chain([MAIL.to_owned(), "Amélie Dupont".to_owned()]).collect();
    assert_eq!(found(&log, &secrets), None);
    println!("{} canaries, {} bytes of log, none found", secrets.len(), log.len());
}

/// No column of the books, no file of the centre, no copy that is taken now has any of it; and nothing that a key would open.
async fn nothing_is_left(ground: &Ground, words: &[String], cards: &[String]) {
    let place = ground.place();
    let books = dump(&place);
    assert_eq!((found(&books, words), found(&books, cards)), (None, None));
    let (books, in_bytes) = (books.to_ascii_lowercase(), words.iter().map(|word| hex(word)).collect::<Vec<_>>());
    assert_eq!(found(&books, &in_bytes), None, "in a column of bytes");
    for table in
        ["learner_person", "learner_mark", "learner_card", "learner_served", "referral_words", "request_person"]
    {
        assert_eq!(sql::count(&place, table), 0, "{table}");
    }
    for (table, column) in [
        ("diagnostic", "answers"),
        ("diagnostic", "learner_id"),
        ("help", "learner_id"),
        ("referral", "learner_id"),
        ("carnet_request", "person_mark"),
    ] {
        let some = format!("select count(*) as number from {table} where {column} is not null");
        assert_eq!(sql::number(&place, &some), 0, "{table}.{column}");
    }
    let (export, backup) = (ground.beside("passation"), ground.beside("sauvegarde"));
    ground.runs(&["export", "network", word(&export), "--without-envelope"]).await.well();
    ground.runs(&["backup", word(&backup), "--without-secrets"]).await.well();
    let mut looked = 0;
    for folder in [&export, &backup, &ground.data()] {
        for file in files(folder) {
            let bytes = fs::read(&file).expect("a file");
            looked += bytes.len();
            assert_eq!(found(&String::from_utf8_lossy(&bytes), words), None, "{}", file.display());
        }
    }
    for folder in [&export, &backup] {
        for file in files(folder) {
            let bytes = fs::read(&file).expect("a file");
            assert_eq!(found(&String::from_utf8_lossy(&bytes), cards), None, "{}", file.display());
        }
    }
    println!("{} words, {} cards, {looked} bytes of files, none found", words.len(), cards.len());
    ground.runs(&["check"]).await.well();
}

fn hex(word: &str) -> String {
    word.bytes().map(|byte| format!("{byte:02x}")).collect()
}

/// Every file under a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let (folders, mut files): (Vec<PathBuf>, Vec<PathBuf>) = entries.partition(|path| path.is_dir());
    files.extend(folders.iter().flat_map(|folder| self::files(folder)));
    files
}
