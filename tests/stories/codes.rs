//! The catalogue of refusals, provoked one by one through the front door. A new code does not compile until it has its line.

mod bookings;

use kernel::{
    access::{Actor, Role},
    refusal::Code,
};
use serde_json::{Value, json};

use crate::support::{
    bank_words::{Movement, statement},
    engine::{Engine, on_both_engines},
    network::{
        Carnet, Network, Place, Run, Wanted,
        answer::{Answer, text},
        cast::Person,
        counter::{mistyped, unknown},
        deeds::{
            ALLOCATE, ANSWER_STATEMENT, APPROVE, ASK_CARNET, CANCEL_INVITATION, CLOSE_ORDER, COMMUNES, CONFIRM_FUNDS,
            CREDIT_NOTE, DECIDE, ENROL_DEVICE, HAND_OVER, INVITE, LEAVE, OPEN_DEVICE, OPEN_DISPUTE, PLACE_ORDER,
            PREPARE, PRINT_CARD, PROPOSE_STATEMENT, PROVE, QUOTE, RECORD_PRINTING, REDEEM, REGISTER, RENEW_ACCESS,
            SET_ASIDE, SET_PIN, SIGN, SIGN_IN, UNBLOCK_CARNET, WITHDRAW_REQUEST,
        },
        demand,
    },
};

on_both_engines!(every_refusal_is_provoked_and_said_in_french);

async fn every_refusal_is_provoked_and_said_in_french(engine: Engine) {
    let net = Network::open(engine, "codes").await;
    let scene = Scene::set(net).await;
    for code in Code::ALL {
        scene.net.it_is("2025-10-01", (9, 0));
        let said = scene.provoke(*code).await.refused(code.name());
        assert!(said.message.ends_with(['.', '?']) && said.next_step.contains(char::is_lowercase), "{said:?}");
    }
}

/// A small network on a morning when everything goes wrong.
struct Scene {
    net: Network,
    hesdin: Place,
    auchy: Place,
    carnet: Carnet,
    spent: Carnet,
    /// Issued, never handed over; its distribution ends on the 10th, its tolerance on the 20th.
    stock: Run,
    colleague: Person,
}

impl Scene {
    async fn set(net: Network) -> Self {
        let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
        let (carnet, spent) = (net.carnet().await, net.carnet().await);
        let soon = Wanted { carnets: 3, dates: ["2025-10-10", "2025-10-15", "2025-10-20"], ..Wanted::default() };
        let stock = net.order(Wanted { communes: &["62447"], publics: &["SIXTY_AND_OVER"], ..soon }).await;
        net.hands_over(&stock.carnets[2], "62447", "SIXTY_AND_OVER").await.ok();
        net.redeems_under("comptoir-1", &hesdin, &[&spent[0]]).await.ok();
        let colleague = net.newcomer(&hesdin, Role::CounterStaff).await;
        Self { net, hesdin, auchy, carnet, spent, stock, colleague }
    }

    /// One line a code, in the order of the catalogue: longer than a function should be, as a table may.
    async fn provoke(&self, code: Code) -> Answer {
        let Self { net, hesdin, auchy, carnet, spent, stock, .. } = self;
        match code {
            Code::CodeMistyped => self.presents(&[&mistyped(&carnet[0])]).await,
            Code::CodeUnknown => self.presents(&[&unknown(1)]).await,
            Code::NotActive => self.unfunded().await,
            Code::NotHandedOver => self.presents(&[&stock.carnets[0][0]]).await,
            Code::Expired => self.on("2025-10-21").presents(&[&stock.carnets[2][0]]).await,
            Code::Voided => self.undoes_twice().await,
            Code::Blocked => self.blocked().await,
            Code::Held => self.kept_elsewhere().await,
            Code::AlreadyRedeemed => self.presents(&[&spent[0]]).await,
            Code::RepeatedCheque => self.presents(&[&carnet[0], &carnet[0]]).await,
            Code::TooManyCheques => self.presents(&[&carnet[0]; 11]).await,
            Code::NoCheque => self.presents(&[]).await,
            Code::VenueSuspended => self.suspended().await,
            Code::VenueNotAccredited => self.withdrawn().await,
            Code::OutsidePerimeter => net.hands_over(&stock.carnets[0], "62050", "SIXTY_AND_OVER").await,
            Code::OutsidePublics => net.hands_over(&stock.carnets[0], "62447", "OTHER").await,
            Code::OtherStock => self.of_another_stock().await,
            Code::CarnetBlocked => self.of_a_blocked_booklet().await,
            Code::OtherOrder => net.replaces(&net.cast.prescriber, &carnet.serial, &stock.carnets[0].serial).await,
            Code::CarnetEmpty => self.of_an_empty_booklet().await,
            Code::OutOfStock => self.shares_out_too_many().await,
            Code::CarnetSetAside => self.of_somebody_else().await,
            Code::RequestOpen => self.asks_twice().await,
            Code::RequestsClosed => self.asks("2027-01-05", "Un Autre").await,
            Code::LearnerSimilar => net.keeps_twice().await,
            Code::ConsentMissing => net.sends_without_asking(auchy).await,
            Code::KeyReused => net.redeems_under("comptoir-1", hesdin, &[&spent[1]]).await,
            Code::SamePerson => self.decides_alone().await,
            Code::IbanInvalid => self.applies_with("account", "iban", json!("FR7630006000011234567890188")).await,
            Code::BicInvalid => self.applies_with("account", "bic", json!("BDFEFRP")).await,
            Code::SiretInvalid => self.registers("siret", "73282932000075").await,
            Code::RnaInvalid => self.registers("rna", "W12345678").await,
            Code::HoursInvalid => self.applies_with("venue", "hours", json!("le lundi matin")).await,
            Code::TooManyAttempts => self.guesses().await,
            Code::Forbidden => net.takes(&auchy.manager, hesdin, &[&carnet[0]]).await,
            Code::NotFound => net.voids(hesdin, &net.nothing()).await,
            Code::WrongStage => net.funds(&stock.order, 30_000).await,
            Code::InputInvalid => self.orders(Wanted { carnets: 0, ..Wanted::default() }).await,
            Code::DatesInvalid => self.orders(Wanted { dates: ["2025-09-30"; 3], ..Wanted::default() }).await,
            Code::VintageUnknown => net.asks(&Person::nobody(), COMMUNES, json!({ "year": 2021 })).await,
            Code::CommuneUnknown => net.hands_over(&stock.carnets[0], "62461", "SIXTY_AND_OVER").await,
            Code::FundsMismatch => self.a_cent_too_many().await,
            Code::ReferenceUsed => self.counts_a_payment_twice().await,
            Code::DeadlinePassed => self.signs_too_late().await,
            Code::ProofNotApproved => {
                net.asks(&net.cast.operator, RECORD_PRINTING, json!({ "order": stock.order })).await
            }
            Code::NothingToCredit => self.credits_twice().await,
            Code::DistributionEnded => {
                self.on("2025-10-11").net.hands_over(&stock.carnets[0], "62447", "SIXTY_AND_OVER").await
            }
            Code::AlreadyHandedOver => net.hands_over(carnet, "62447", "OTHER").await,
            Code::VoidTooLate => self.undoes_tomorrow().await,
            Code::AlreadyPaid => self.holds_too_late().await,
            Code::DisputeTooLate => self.disputes_too_late().await,
            Code::NotPayable => {
                self.declares(&[&carnet[3]], json!({ "title": "Accès libre", "priceCheques": 0 })).await
            }
            Code::PriceOverCap => self.gives_two_for_one(json!({ "capCheques": 1 })).await,
            Code::PriceNotCovered => self.declares(&[&carnet[3]], json!({ "title": "Clics", "priceCheques": 2 })).await,
            Code::BookingsMissed => self.is_missed_once_too_often().await,
            Code::HolderOnly => self.gives_two_for_one(json!({ "familyMayPresent": false })).await,
            Code::AttestationMissing => self.asks_for_one(json!({ "secondCarnet": "NEVER" }), json!({})).await,
            Code::SecondCarnet => {
                self.asks_for_one(json!({ "secondCarnet": "NEVER" }), json!({ "formerOn": "2025-09-01" })).await
            }
            Code::NothingToSettle => self.settles_twice().await,
            Code::NoAccount => self.without_account().await,
            Code::BankFileInvalid => net.imports("<Document xmlns=\"urn:other\"/>").await,
            Code::StatementKnown => self.tells_a_statement_twice().await,
            Code::NewAccounts => self.pays_a_new_account().await,
            Code::DossierOpen => self.proposes_twice().await,
            Code::StepUpNeeded => self.approves_without_proof().await,
            Code::MailSignInNeeded => self.is_let_in_by_a_short_code().await,
            Code::SignInWrongCode => self.types_another_code().await,
            Code::SignInExpired => {
                net.asks(&Person::nobody(), SIGN_IN, json!({ "id": net.nothing(), "code": "123456" })).await
            }
            Code::SignInUsed => self.signs_in_twice().await,
            Code::VisitEnded => net.asks(&Person::nobody(), RENEW_ACCESS, json!({ "refresh": "00" })).await,
            Code::SecondFactorMissing => self.proves(false).await,
            Code::SecondFactorWrong => self.proves(true).await,
            Code::PinWrong => self.opens(1).await,
            Code::DeviceLocked => self.opens(6).await,
            Code::DeviceEnded => {
                let asked = json!({ "device": "x", "person": net.nothing(), "pin": "204891" });
                net.asks(&Person::nobody(), OPEN_DEVICE, asked).await
            }
            Code::InvitationEnded => self.cancels_twice().await,
            Code::SessionFull => self.books_one_too_many().await,
            Code::RoomTaken => self.plans_twice("roomId", &net.has_room(hesdin, "Salle bleue", 12).await).await,
            Code::TrainerTaken => self.plans_twice("trainerId", &net.has_trainer(hesdin, "Camille").await).await,
            Code::LastAdministrator => self.leaves_alone().await,
        }
    }

    /// Somebody in a visit of their own, with a card or without, gives a code that is none.
    async fn proves(&self, with_card: bool) -> Answer {
        let mail = if with_card { "carte@hesdin.example" } else { "sans@hesdin.example" };
        let person = self.net.names(&self.hesdin, "Ana", mail).await;
        let visit = self.net.visit_of(&text(&self.net.signs_in(mail).await["token"]));
        let (person, home) = (person.parse().expect("an id"), self.hesdin.structure.parse().expect("an id"));
        let who = Person { actor: Actor::member(person, home, []).unproved().in_visit(visit) };
        if with_card {
            self.net.asks(&who, PRINT_CARD, json!({})).await.ok();
        }
        self.net.asks(&who, PROVE, json!({ "code": "12345678" })).await
    }

    /// A counter's machine, and somebody who has a short code there: what opens it.
    async fn machine(&self, mail: &str) -> Value {
        let enrolled = json!({ "organisation": self.hesdin.structure, "name": "Tablette" });
        let device = self.net.asks(&self.hesdin.manager, ENROL_DEVICE, enrolled).await.ok();
        let person = self.net.names(&self.hesdin, "Ana", mail).await;
        let token = text(&self.net.signs_in(mail).await["token"]);
        self.net.does(&token, SET_PIN, json!({ "device": device["secret"], "pin": "204891" })).await;
        json!({ "device": device["secret"], "person": person, "pin": "204891" })
    }

    /// Somebody who opened a counter's machine sets up a second factor there.
    async fn is_let_in_by_a_short_code(&self) -> Answer {
        let opens = self.machine("poste@hesdin.example").await;
        let token = text(&self.net.asks(&Person::nobody(), OPEN_DEVICE, opens.clone()).await.ok()["token"]);
        let (visit, home) = (self.net.visit_of(&token), self.hesdin.structure.parse().expect("an id"));
        let person = text(&opens["person"]).parse().expect("an id");
        let who = Person { actor: Actor::member(person, home, []).unproved().in_visit(visit) };
        self.net.asks(&who, PRINT_CARD, json!({})).await
    }

    /// A counter's machine is tried so often with a code that is another one.
    async fn opens(&self, times: usize) -> Answer {
        let mut asked = self.machine(&format!("poste-{times}@hesdin.example")).await;
        asked["pin"] = json!("204892");
        for _ in 1..times {
            self.net.asks(&Person::nobody(), OPEN_DEVICE, asked.clone()).await.refused("PIN_WRONG");
        }
        self.net.asks(&Person::nobody(), OPEN_DEVICE, asked).await
    }

    async fn cancels_twice(&self) -> Answer {
        let invited = json!({
            "organisation": self.hesdin.structure, "mail": "ana@b.example", "name": "Ana", "roles": ["COUNTER_STAFF"],
        });
        let invitation = self.net.asks(&self.hesdin.manager, INVITE, invited).await.ok();
        let asked = json!({ "id": invitation["id"] });
        self.net.asks(&self.hesdin.manager, CANCEL_INVITATION, asked.clone()).await.ok();
        self.net.asks(&self.hesdin.manager, CANCEL_INVITATION, asked).await
    }

    /// The administrator of every story holds no role in the books: whoever is enrolled is the only one.
    async fn leaves_alone(&self) -> Answer {
        let head = self.net.cast.administrator.organisation();
        let alone = self.net.names_as(&head, "ADMINISTRATOR", "Ana", "ana@reseau.example").await;
        let (alone, home) = (alone.parse().expect("an id"), head.parse().expect("an id"));
        let who = Person { actor: Actor::member(alone, home, [Role::Administrator]) };
        self.net.asks(&who, LEAVE, json!({ "organisation": head })).await
    }

    async fn approves_without_proof(&self) -> Answer {
        let treasurer = Person { actor: self.net.cast.second_treasurer.actor.clone().unproved() };
        self.net.asks(&treasurer, APPROVE, json!({ "settlement": self.net.nothing() })).await
    }

    async fn types_another_code(&self) -> Answer {
        let asked = self.net.asks_to_sign_in("personne@nulle-part.example").await;
        self.net.asks(&Person::nobody(), SIGN_IN, json!({ "id": asked, "code": "123456" })).await
    }

    async fn signs_in_twice(&self) -> Answer {
        self.net.names(&self.hesdin, "Amélie Dupont", "accueil@hesdin.example").await;
        let asked = self.net.asks_to_sign_in("accueil@hesdin.example").await;
        let code = self.net.mail_to("accueil@hesdin.example").await.code;
        let sign_in = json!({ "id": asked, "code": code });
        self.net.asks(&Person::nobody(), SIGN_IN, sign_in.clone()).await.ok();
        self.net.minutes_pass(1);
        self.net.asks(&Person::nobody(), SIGN_IN, sign_in).await
    }

    fn on(&self, day: &str) -> &Self {
        self.net.it_is(day, (9, 0));
        self
    }

    async fn presents(&self, codes: &[&str]) -> Answer {
        self.net.redeems(&self.hesdin, codes).await
    }

    async fn declares(&self, codes: &[&str], service: Value) -> Answer {
        let asked = json!({ "venue": self.hesdin.id, "codes": codes, "service": service });
        self.net.asks(&self.hesdin.counter, REDEEM, asked).await
    }

    /// Somebody asks for a booklet of an order with these rules, and that is attested of them.
    async fn asks_for_one(&self, rules: Value, attested: Value) -> Answer {
        let carnet = self.net.order_ruled(Wanted::default(), rules).await.carnets.remove(0);
        self.takes_one(&carnet, attested).await
    }

    async fn takes_one(&self, carnet: &Carnet, attested: Value) -> Answer {
        let prescriber = &self.net.cast.prescriber;
        let input = json!({
            "prescriberId": prescriber.organisation(), "carnet": carnet.serial, "homeCommune": "62447", "public": "OTHER",
            "attested": attested,
        });
        self.net.asks(prescriber, HAND_OVER, json!({ "input": input })).await
    }

    /// Two cheques of an order with these rules, given without a word.
    async fn gives_two_for_one(&self, rules: Value) -> Answer {
        let carnet = self.net.order_ruled(Wanted::default(), rules).await.carnets.remove(0);
        self.takes_one(&carnet, json!({ "takenBy": "HOLDER" })).await.ok();
        self.presents(&[&carnet[0], &carnet[1]]).await
    }

    async fn unfunded(&self) -> Answer {
        let order = self.net.places(&Wanted::default()).await;
        let run = self.net.issues(&order).await;
        self.presents(&[&run.carnets[0][0]]).await
    }

    async fn undoes_twice(&self) -> Answer {
        let receipt = text(&self.presents(&[&self.carnet[5]]).await.ok()["id"]);
        self.net.voids(&self.hesdin, &receipt).await.ok();
        self.net.voids(&self.hesdin, &receipt).await
    }

    async fn blocked(&self) -> Answer {
        let lost = self.net.carnet().await;
        self.net.blocks(&self.net.cast.prescriber, &lost.serial, "LOST").await.ok();
        self.presents(&[&lost[0]]).await
    }

    async fn of_a_blocked_booklet(&self) -> Answer {
        self.net.blocks(&self.net.cast.operator, &self.stock.carnets[0].serial, "STOLEN").await.ok();
        let answer = self.net.hands_over(&self.stock.carnets[0], "62447", "SIXTY_AND_OVER").await;
        let (operator, serial) = (&self.net.cast.operator, &self.stock.carnets[0].serial);
        let found = json!({ "structure": operator.organisation(), "carnet": serial, "reason": "Retrouvé" });
        self.net.asks(operator, UNBLOCK_CARNET, found).await.ok();
        answer
    }

    async fn of_an_empty_booklet(&self) -> Answer {
        let run = self.net.order(Wanted { carnets: 2, cheques: 1, ..Wanted::default() }).await;
        self.net.hands_over(&run.carnets[0], "62447", "OTHER").await.ok();
        self.presents(&[&run.carnets[0][0]]).await.ok();
        self.net.replaces(&self.net.cast.prescriber, &run.carnets[0].serial, &run.carnets[1].serial).await
    }

    async fn shares_out_too_many(&self) -> Answer {
        let to = [json!({ "structureId": self.net.cast.prescriber.organisation(), "carnets": 4 })];
        self.net.asks(&self.net.cast.operator, ALLOCATE, json!({ "order": self.stock.order, "to": to })).await
    }

    async fn suspended(&self) -> Answer {
        self.net.suspends(&self.auchy).await.ok();
        self.net.redeems(&self.auchy, &[&self.carnet[0]]).await
    }

    async fn withdrawn(&self) -> Answer {
        self.net.withdraws(&self.auchy).await.ok();
        self.net.redeems(&self.auchy, &[&self.carnet[0]]).await
    }

    async fn decides_alone(&self) -> Answer {
        let application = self.net.applies(demand("Azincourt")).await.ok();
        let accept = json!({ "application": application["id"], "accept": true, "lastDay": "2028-09-30" });
        self.net.asks(&self.net.cast.operator, DECIDE, accept).await
    }

    async fn applies_with(&self, part: &str, field: &str, wrong: Value) -> Answer {
        let mut input = demand("Beaurainville");
        input[part][field] = wrong;
        self.net.applies(input).await
    }

    async fn registers(&self, field: &str, wrong: &str) -> Answer {
        let mut input = json!({ "name": "Foyer rural", "kind": "VENUE_HOLDER" });
        input[field] = json!(wrong);
        self.net.asks(&self.net.cast.operator, REGISTER, json!({ "input": input })).await
    }

    async fn of_another_stock(&self) -> Answer {
        let other = self.net.stranger("PRESCRIBER", Role::Prescriber).await;
        self.net.allots(&self.stock.order, &other, (2, 2)).await.ok();
        self.net.hands_over(&self.stock.carnets[1], "62447", "SIXTY_AND_OVER").await
    }

    async fn asks(&self, day: &str, name: &str) -> Answer {
        let input = json!({
            "name": name, "birthYear": 1951, "public": "SIXTY_AND_OVER", "homeCommune": "62447", "proofSeenOn": day,
        });
        self.on(day).net.asks(&self.net.cast.prescriber, ASK_CARNET, json!({ "input": input })).await
    }

    async fn asks_twice(&self) -> Answer {
        self.asks("2025-10-01", "Amina Ba").await.ok();
        self.asks("2025-10-01", "BA Amina").await
    }

    /// A booklet that is kept for a request, asked for by hand.
    async fn of_somebody_else(&self) -> Answer {
        let request = self.asks("2025-10-01", "Zoé Roy").await.ok();
        let serial = &self.stock.carnets[0].serial;
        let kept = json!({ "id": request["requestId"], "carnet": serial });
        self.net.asks(&self.net.cast.prescriber, SET_ASIDE, kept).await.ok();
        let said = self.net.hands_over(&self.stock.carnets[0], "62447", "SIXTY_AND_OVER").await;
        let over = json!({ "id": request["requestId"] });
        self.net.asks(&self.net.cast.prescriber, WITHDRAW_REQUEST, over).await.ok();
        said
    }

    async fn guesses(&self) -> Answer {
        for seed in 0..10 {
            self.net.takes(&self.colleague, &self.hesdin, &[&unknown(seed)]).await.refused("CODE_UNKNOWN");
        }
        self.net.takes(&self.colleague, &self.hesdin, &[&self.carnet[0]]).await
    }

    async fn orders(&self, wanted: Wanted) -> Answer {
        let funder = &self.net.cast.funder;
        self.net.asks(funder, PLACE_ORDER, json!({ "input": wanted.input(&funder.organisation()) })).await
    }

    async fn a_cent_too_many(&self) -> Answer {
        let order = self.net.places(&Wanted::default()).await;
        self.net.funds(&order, Wanted::default().value() + 1).await
    }

    async fn signs_too_late(&self) -> Answer {
        let net = &self.net;
        let asked = json!({ "input": Wanted::default().input(&net.cast.funder.organisation()), "until": "2025-10-05" });
        let quote = net.asks(&net.cast.operator, QUOTE, asked).await.ok();
        self.on("2025-10-06").net.asks(&net.cast.funder, SIGN, json!({ "order": quote["orderId"] })).await
    }

    async fn credits_twice(&self) -> Answer {
        let net = &self.net;
        let soon = Wanted { dates: ["2025-10-10", "2025-10-15", "2025-10-20"], ..Wanted::default() };
        let asked = json!({ "order": net.order(soon).await.order });
        self.on("2025-10-22");
        net.asks(&net.cast.operator, CLOSE_ORDER, asked.clone()).await.ok();
        net.asks(&net.cast.operator, PROPOSE_STATEMENT, asked.clone()).await.ok();
        let accepted = json!({ "order": asked["order"], "accept": true });
        net.asks(&net.cast.funder, ANSWER_STATEMENT, accepted).await.ok();
        net.asks(&net.cast.treasurer, CREDIT_NOTE, asked.clone()).await.ok();
        net.asks(&net.cast.treasurer, CREDIT_NOTE, asked).await
    }

    async fn counts_a_payment_twice(&self) -> Answer {
        let order = self.net.places(&Wanted::default()).await;
        let asked = json!({ "order": order, "cents": 1_000, "reference": "Mandat 12" });
        self.net.asks(&self.net.cast.treasurer, CONFIRM_FUNDS, asked.clone()).await.ok();
        self.net.asks(&self.net.cast.treasurer, CONFIRM_FUNDS, asked).await
    }

    async fn undoes_tomorrow(&self) -> Answer {
        let receipt = text(&self.presents(&[&self.carnet[8]]).await.ok()["id"]);
        self.on("2025-10-02").net.voids(&self.hesdin, &receipt).await
    }

    async fn holds_too_late(&self) -> Answer {
        let receipt = text(&self.presents(&[&self.carnet[7]]).await.ok()["id"]);
        let run = self.net.prepares().await;
        self.net.approves(&run).await.ok();
        self.net.holds(&receipt, &[]).await
    }

    async fn disputes_too_late(&self) -> Answer {
        self.presents(&[&self.carnet[2]]).await.ok();
        let run = self.net.prepares().await;
        self.net.approves(&run).await.ok();
        self.net.exports(&run).await.ok();
        self.net.confirms(&run).await.ok();
        let asked = json!({ "venue": self.hesdin.id, "settlement": run, "body": "Un chèque manque." });
        self.on("2025-12-15").net.asks(&self.hesdin.manager, OPEN_DISPUTE, asked).await
    }

    async fn settles_twice(&self) -> Answer {
        self.presents(&[&self.carnet[1]]).await.ok();
        let run = self.net.prepares().await;
        let approve = json!({ "settlement": run });
        self.net.asks(&self.net.cast.treasurer, APPROVE, approve).await.refused("SAME_PERSON");
        self.net.asks(&self.net.cast.treasurer, PREPARE, json!({})).await
    }

    /// No verb takes an account away: it is taken by hand, and put back.
    async fn without_account(&self) -> Answer {
        self.presents(&[&self.carnet[9]]).await.ok();
        self.net.rewrites("update account_period set from_at = from_at + 100000000000").await;
        let answer = self.net.asks(&self.net.cast.treasurer, PREPARE, json!({})).await;
        self.net.rewrites("update account_period set from_at = from_at - 100000000000").await;
        answer
    }

    async fn tells_a_statement_twice(&self) -> Answer {
        let tells = |opening| statement("REL-1", "2025-10-01", opening, &[Movement::other(100, "don")]);
        self.net.imports(&tells(0)).await.ok();
        self.net.imports(&tells(5)).await
    }

    /// The run that waits is approved; then a venue is paid on an account of its own.
    async fn pays_a_new_account(&self) -> Answer {
        let run = self.net.prepares().await;
        self.net.approves(&run).await.ok();
        let place = self.net.venue("Beaurainville").await;
        self.net.rewrites("update bank_account set iban = 'FR7630004000031234567890143' where declared_at = (select max(declared_at) from bank_account)").await;
        let carnet = self.net.carnet().await;
        self.net.redeems(&place, &[&carnet[0]]).await.ok();
        let run = self.net.prepares().await;
        self.net.approves(&run).await
    }

    async fn proposes_twice(&self) -> Answer {
        let home = &self.hesdin.structure;
        self.net.proposes_account(&self.hesdin.manager, home, "FR76 3000 4000 0312 3456 7890 143").await.ok();
        self.net.proposes_account(&self.net.cast.operator, home, "FR76 3000 4000 0312 3456 7890 143").await
    }
}
