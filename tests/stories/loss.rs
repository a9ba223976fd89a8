//! A booklet is lost: it is found by its number or its day, blocked everywhere, found again, or replaced with what remained.

use kernel::access::Role;
use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network, Wanted,
        answer::{Answer, text},
        cast::Person,
        deeds::{BLOCK_STOCK, BOOKLET, CARNET_FILES, CHEQUE, HAND_OVER, STOCK, UNBLOCK_CARNET},
    },
};

on_both_engines!(
    a_lost_booklet_is_refused_everywhere_at_once,
    a_booklet_is_found_without_its_number,
    a_booklet_that_was_found_serves_again,
    a_replacement_bears_what_remained,
    a_replacement_is_of_the_same_order_and_of_a_stock,
    a_replacement_needs_no_other_funds,
    a_box_that_was_stolen_is_blocked_before_anybody_has_it,
    what_is_undone_after_a_loss_serves_nobody,
    what_is_undone_after_a_replacement_goes_into_the_next,
);

async fn a_lost_booklet_is_refused_everywhere_at_once(engine: Engine) {
    let net = Network::open(engine, "lost").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let carnet = net.carnet().await;
    net.redeems(&hesdin, &[&carnet[0], &carnet[1]]).await.ok();

    // By telephone, to another village than the one where it is used; the number is on the talon.
    let done = net.blocks(&auchy.counter, &carnet.serial.to_lowercase().replace("-000", " "), "LOST").await.ok();
    assert_eq!((&done["cheques"], &done["valueCents"]), (&json!(8), &json!(8000)));
    for place in [&hesdin, &auchy] {
        let said = net.redeems(place, &[&carnet[2]]).await.refused("BLOCKED");
        assert!(said.message.contains("signalé perdu ou volé") && said.next_step.starts_with("Accueillez quand même"));
    }
    net.redeems(&hesdin, &[&carnet[0]]).await.refused("ALREADY_REDEEMED");
    net.asks(&hesdin.counter, CHEQUE, json!({ "code": carnet[3] })).await.refused("BLOCKED");
    let seen = net.asks(&Person::nobody(), BOOKLET, json!({ "serial": carnet.serial, "code": carnet[3] })).await.ok();
    assert_eq!(seen["state"], "BLOCKED");
    net.blocks(&hesdin.counter, &carnet.serial, "STOLEN").await.refused("CARNET_BLOCKED");
    net.books_hold().await;
}

async fn a_booklet_is_found_without_its_number(engine: Engine) {
    let net = Network::open(engine, "found").await;
    let (prescriber, hesdin) = (net.cast.prescriber.clone(), net.venue("Hesdin").await);
    let run = net.order(Wanted { carnets: 3, ..Wanted::default() }).await;
    for (carnet, commune) in run.carnets.iter().zip(["62447", "62050", "62447"]) {
        net.hands_over(carnet, commune, "OTHER").await.ok();
    }
    let looks = async |who: &Person, asked: Value| looks(&net, who, asked).await;
    let here = json!({ "day": "2025-10-01", "home": "62447" });
    let found = looks(&hesdin.counter, here.clone()).await.shown()["nodes"].clone();
    let serials: Vec<String> = found.as_array().expect("a list").iter().map(|one| text(&one["carnet"])).collect();
    assert_eq!(serials, [run.carnets[0].serial.clone(), run.carnets[2].serial.clone()]);
    assert_eq!(
        [&found[0]["handedOverOn"], &found[0]["homeCommune"], &found[0]["remainingCheques"], &found[0]["prescriber"]],
        [&json!("2025-10-01"), &json!("Hesdin-la-Forêt"), &json!(10), &json!("Mission locale du Montreuillois")]
    );
    let other = net.stranger("PRESCRIBER", Role::Prescriber).await;
    let elsewhere = json!({ "day": "2025-10-01", "home": "62447", "prescriber": other.organisation() });
    assert_eq!(looks(&hesdin.counter, elsewhere).await.shown()["nodes"], json!([]));
    let yesterday = json!({ "day": "2025-09-30", "home": "62447" });
    assert_eq!(looks(&prescriber, yesterday).await.shown()["nodes"], json!([]));
    let by_number = looks(&prescriber, json!({ "serial": run.carnets[1].serial.to_lowercase() })).await.shown();
    assert_eq!(by_number["nodes"][0]["homeCommune"], "Auchy-lès-Hesdin");
    for nothing in ["ZZZZZ-0001", "carnet", "🎫"] {
        assert_eq!(looks(&prescriber, json!({ "serial": nothing })).await.shown()["nodes"], json!([]), "{nothing}");
    }
    for too_little in [json!({}), json!({ "serial": " " }), json!({ "day": "2025-10-01" }), json!({ "home": "62447" })]
    {
        looks(&prescriber, too_little).await.refused("INPUT_INVALID");
    }
    looks(&prescriber, json!({ "day": "hier", "home": "62447" })).await.refused("DATES_INVALID");
    for who in [&net.cast.treasurer, &net.cast.analyst, &Person::nobody()] {
        let asked = json!({ "structure": prescriber.organisation(), "serial": run.carnets[0].serial });
        net.asks(who, CARNET_FILES, asked).await.refused("FORBIDDEN");
    }
}

async fn a_booklet_that_was_found_serves_again(engine: Engine) {
    let net = Network::open(engine, "found_again").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let (lost, stolen) = (net.carnet().await, net.carnet().await);
    let finds = async |who: &Person, serial: &str| {
        let asked = json!({ "structure": who.organisation(), "carnet": serial, "reason": "Retrouvé dans un tiroir" });
        net.asks(who, UNBLOCK_CARNET, asked).await
    };
    finds(&auchy.counter, &lost.serial).await.refused("WRONG_STAGE");
    net.blocks(&auchy.counter, &lost.serial, "LOST").await.ok();
    net.blocks(&auchy.counter, &stolen.serial, "STOLEN").await.ok();

    // Whoever was told of the loss undoes it; a theft is the network's affair.
    finds(&hesdin.counter, &lost.serial).await.refused("FORBIDDEN");
    let file = looks(&net, &auchy.counter, json!({ "serial": lost.serial })).await.shown()["nodes"][0].clone();
    assert_eq!([&file["unblockable"], &file["blockedWhy"]], [&json!(true), &json!("LOST")]);
    assert_eq!(finds(&auchy.manager, &lost.serial).await.ok()["cheques"], 10);
    net.redeems(&hesdin, &[&lost[0]]).await.ok();
    finds(&auchy.counter, &stolen.serial).await.refused("FORBIDDEN");
    finds(&net.cast.operator, &stolen.serial).await.ok();
    net.redeems(&hesdin, &[&stolen[0]]).await.ok();
    finds(&auchy.counter, "ZZZZZ-0001").await.refused("NOT_FOUND");
    let short = json!({ "structure": auchy.counter.organisation(), "carnet": lost.serial, "reason": " " });
    net.asks(&auchy.counter, UNBLOCK_CARNET, short).await.refused("INPUT_INVALID");
    net.books_hold().await;
}

async fn a_replacement_bears_what_remained(engine: Engine) {
    let net = Network::open(engine, "replaced").await;
    let (hesdin, prescriber) = (net.venue("Hesdin").await, net.cast.prescriber.clone());
    let run = net.order(Wanted { carnets: 3, ..Wanted::default() }).await;
    let [old, new, next] = [0, 1, 2].map(|place: usize| run.carnets[place].clone());
    net.hands_over(&old, "62447", "SIXTY_AND_OVER").await.ok();
    net.redeems(&hesdin, &[&old[0], &old[4], &old[9]]).await.ok();
    net.blocks(&hesdin.counter, &old.serial, "LOST").await.ok();

    // At the venue where she went, out of nobody's stock.
    let done = net.replaces(&hesdin.counter, &old.serial, &new.serial).await.ok();
    assert_eq!(
        [&done["cheques"], &done["valueCents"], &done["cancelledCheques"], &done["newCarnet"]],
        [&json!(7), &json!(7000), &json!(3), &json!(new.serial)]
    );
    let said = net.redeems(&hesdin, &[&old[1]]).await.refused("BLOCKED");
    assert!(said.message.contains("un autre le remplace") && said.next_step.contains("nouveau carnet"), "{said:?}");
    net.redeems(&hesdin, &[&new[7]]).await.refused("BLOCKED");
    net.redeems(&hesdin, &[&new[0], &new[6]]).await.ok();
    let found = json!({ "structure": hesdin.counter.organisation(), "carnet": old.serial, "reason": "Retrouvé" });
    net.asks(&hesdin.counter, UNBLOCK_CARNET, found).await.refused("CARNET_BLOCKED");
    net.replaces(&prescriber, &old.serial, &next.serial).await.refused("CARNET_BLOCKED");

    // Lost again: five are left.
    let again = net.replaces(&prescriber, &new.serial, &next.serial).await.ok();
    assert_eq!([&again["cheques"], &again["cancelledCheques"]], [&json!(5), &json!(5)]);
    let file = looks(&net, &prescriber, json!({ "serial": new.serial })).await.shown()["nodes"][0].clone();
    assert_eq!([&file["replaces"], &file["replacedBy"]], [&json!(old.serial), &json!(next.serial)]);
    assert_eq!([&file["blockedWhy"], &file["unblockable"]], [&json!("REPLACED"), &json!(false)]);
    net.redeems(&hesdin, &[&next[0], &next[1], &next[2], &next[3], &next[4]]).await.ok();
    net.redeems(&hesdin, &[&next[5]]).await.refused("BLOCKED");
    net.books_hold().await;
}

async fn a_replacement_is_of_the_same_order_and_of_a_stock(engine: Engine) {
    let net = Network::open(engine, "not_replaced").await;
    let (hesdin, prescriber) = (net.venue("Hesdin").await, net.cast.prescriber.clone());
    let dates = ["2025-10-10", "2025-10-15", "2025-10-20"];
    let run = net.order(Wanted { carnets: 4, cheques: 2, dates, ..Wanted::default() }).await;
    let other = net.order(Wanted::default()).await;
    let serial = |place: usize| run.carnets[place].serial.as_str();
    net.hands_over(&run.carnets[0], "62447", "OTHER").await.ok();
    net.allots(&run.order, &prescriber, (2, 2)).await.ok();

    let tries = async |who: &Person, old: &str, new: &str| net.replaces(who, old, new).await;
    tries(&hesdin.counter, serial(0), &other.carnets[0].serial).await.refused("OTHER_ORDER");
    tries(&hesdin.counter, serial(0), serial(1)).await.refused("OTHER_STOCK");
    tries(&hesdin.counter, serial(0), serial(0)).await.refused("ALREADY_HANDED_OVER");
    tries(&hesdin.counter, serial(2), serial(3)).await.refused("WRONG_STAGE");
    tries(&hesdin.counter, "ZZZZZ-0001", serial(3)).await.refused("NOT_FOUND");
    net.blocks(&net.cast.operator, serial(3), "STOLEN").await.ok();
    tries(&hesdin.counter, serial(0), serial(3)).await.refused("CARNET_BLOCKED");
    let two = [&run.carnets[0][0], &run.carnets[0][1]];
    let receipt = text(&net.redeems(&hesdin, &two).await.ok()["id"]);
    tries(&hesdin.counter, serial(0), serial(2)).await.refused("CARNET_EMPTY");
    net.voids(&hesdin, &receipt).await.ok();
    // The distribution may be over: whoever has a right to cheques keeps it until the tolerance ends.
    net.it_is("2025-10-21", (9, 0));
    tries(&hesdin.counter, serial(0), serial(2)).await.refused("DISTRIBUTION_ENDED");
    net.it_is("2025-10-20", (9, 0));
    tries(&hesdin.counter, serial(0), serial(2)).await.ok();
    let for_another = json!({ "input": {
        "structureId": prescriber.organisation(), "oldCarnet": serial(0), "newCarnet": serial(2), "reason": "Perdu",
    } });
    net.asks(&hesdin.counter, crate::support::network::deeds::REPLACE_CARNET, for_another).await.refused("FORBIDDEN");
    net.books_hold().await;
}

/// The funds that covered the booklet that was lost are enough: the new one may lie beyond them.
async fn a_replacement_needs_no_other_funds(engine: Engine) {
    let net = Network::open(engine, "beyond_funds").await;
    let (hesdin, prescriber) = (net.venue("Hesdin").await, net.cast.prescriber.clone());
    let order = net.places(&Wanted { carnets: 3, cheques: 2, ..Wanted::default() }).await;
    let run = net.issues(&order).await;
    let [old, second, third] = [0, 1, 2].map(|place: usize| run.carnets[place].clone());
    net.funds(&order, 2000).await.ok();
    net.hands_over(&old, "62447", "OTHER").await.ok();
    net.hands_over(&third, "62447", "OTHER").await.refused("NOT_ACTIVE");
    net.redeems(&hesdin, &[&old[0]]).await.ok();
    net.redeems(&hesdin, &[&third[0]]).await.refused("NOT_ACTIVE");

    assert_eq!(net.replaces(&prescriber, &old.serial, &third.serial).await.ok()["cheques"], 1);
    net.redeems(&hesdin, &[&old[1]]).await.refused("BLOCKED");
    net.redeems(&hesdin, &[&third[1]]).await.refused("BLOCKED");
    net.replaces(&prescriber, &third.serial, &second.serial).await.ok();
    net.redeems(&hesdin, &[&second[0]]).await.ok();
    net.redeems(&hesdin, &[&second[1]]).await.refused("BLOCKED");
    net.books_hold().await;
    net.funds(&order, 4000).await.ok();
    net.books_hold().await;
}

async fn a_box_that_was_stolen_is_blocked_before_anybody_has_it(engine: Engine) {
    let net = Network::open(engine, "stolen_box").await;
    let (prescriber, operator) = (net.cast.prescriber.clone(), net.cast.operator.clone());
    let run = net.order(Wanted { carnets: 6, ..Wanted::default() }).await;
    net.allots(&run.order, &prescriber, (1, 4)).await.ok();
    net.hands_over(&run.carnets[0], "62447", "OTHER").await.ok();
    let steals = async |who: &Person, from: Option<&Person>, (first, last): (usize, usize)| {
        let lot = json!({ "first": run.carnets[first].serial, "last": run.carnets[last].serial });
        let structure = from.map(Person::organisation);
        let asked = json!({ "structure": structure, "lot": lot, "why": "STOLEN", "reason": "Armoire forcée" });
        net.asks(who, BLOCK_STOCK, asked).await
    };
    steals(&prescriber, Some(&prescriber), (0, 3)).await.refused("ALREADY_HANDED_OVER");
    steals(&prescriber, Some(&prescriber), (3, 5)).await.refused("OTHER_STOCK");
    steals(&prescriber, None, (1, 3)).await.refused("FORBIDDEN");
    assert_eq!(steals(&prescriber, Some(&prescriber), (1, 3)).await.ok()["carnets"], 3);
    let input = json!({
        "prescriberId": prescriber.organisation(), "carnet": run.carnets[1].serial, "homeCommune": "62447",
        "public": "OTHER",
    });
    net.asks(&prescriber, HAND_OVER, json!({ "input": input })).await.refused("CARNET_BLOCKED");
    let left = net.asks(&prescriber, STOCK, json!({ "prescriber": prescriber.organisation() })).await.nodes();
    assert_eq!([&left[0]["left"], &left[0]["handedOver"]], [&json!(0), &json!(1)]);
    steals(&operator, None, (1, 1)).await.refused("CARNET_BLOCKED");
    steals(&operator, None, (4, 5)).await.ok();
    steals(&operator, None, (5, 4)).await.refused("INPUT_INVALID");
    net.books_hold().await;
}

/// A cheque is taken, its booklet lost, and the act undone the same day: the cheque is no key to anything.
async fn what_is_undone_after_a_loss_serves_nobody(engine: Engine) {
    let net = Network::open(engine, "undone_after_loss").await;
    let hesdin = net.venue("Hesdin").await;
    let carnet = net.carnet().await;
    let receipt = text(&net.redeems(&hesdin, &[&carnet[0]]).await.ok()["id"]);
    net.blocks(&hesdin.counter, &carnet.serial, "LOST").await.ok();
    net.voids(&hesdin, &receipt).await.ok();
    net.redeems(&hesdin, &[&carnet[0]]).await.refused("BLOCKED");
    net.books_hold().await;
}

/// What was too much in the new booklet was torn out: its codes stay dead, and the next booklet bears what was undone.
async fn what_is_undone_after_a_replacement_goes_into_the_next(engine: Engine) {
    let net = Network::open(engine, "undone_after_replacement").await;
    let (hesdin, prescriber) = (net.venue("Hesdin").await, net.cast.prescriber.clone());
    let run = net.order(Wanted { carnets: 5, cheques: 4, ..Wanted::default() }).await;
    let [first, second, third, fourth, fifth] = [0, 1, 2, 3, 4].map(|place: usize| run.carnets[place].clone());
    net.hands_over(&first, "62447", "OTHER").await.ok();
    let same_day = text(&net.redeems(&hesdin, &[&first[0]]).await.ok()["id"]);
    let later = text(&net.redeems(&hesdin, &[&first[1]]).await.ok()["id"]);
    assert_eq!(net.replaces(&prescriber, &first.serial, &second.serial).await.ok()["cheques"], 2);
    net.redeems(&hesdin, &[&second[0], &second[1]]).await.ok();
    net.replaces(&prescriber, &second.serial, &third.serial).await.refused("CARNET_EMPTY");

    net.voids(&hesdin, &same_day).await.ok();
    for dead in [&first[0], &second[2], &second[3]] {
        net.redeems(&hesdin, &[dead]).await.refused("BLOCKED");
    }
    net.books_hold().await;
    let done = net.replaces(&prescriber, &second.serial, &third.serial).await.ok();
    assert_eq!(
        [&done["cheques"], &done["valueCents"], &done["cancelledCheques"]],
        [&json!(1), &json!(1000), &json!(3)]
    );
    net.voids(&hesdin, &same_day).await.refused("VOIDED");
    net.books_hold().await;

    // What the operator undoes later, two booklets further, is borne once as well, with what is left.
    net.reverses(&later, &[]).await.ok();
    let done = net.replaces(&prescriber, &third.serial, &fourth.serial).await.ok();
    assert_eq!([&done["cheques"], &done["valueCents"]], [&json!(2), &json!(2000)]);
    net.redeems(&hesdin, &[&first[1]]).await.refused("BLOCKED");
    net.redeems(&hesdin, &[&third[0]]).await.refused("BLOCKED");
    net.redeems(&hesdin, &[&fourth[0], &fourth[1]]).await.ok();
    net.redeems(&hesdin, &[&fourth[2]]).await.refused("BLOCKED");
    net.replaces(&prescriber, &fourth.serial, &fifth.serial).await.refused("CARNET_EMPTY");
    net.books_hold().await;
}

async fn looks(net: &Network, who: &Person, mut asked: Value) -> Answer {
    asked["structure"] = json!(who.organisation());
    net.asks(who, CARNET_FILES, asked).await
}
