//! The stairs of a batch, without a database: who asks, how the venue stands, whose cheque it is.

use kernel::{clock::Day, ids::Id};
use registry::standing::{EventKind, Right, StandingEvent};

use super::*;
use crate::order::Serial;

const NOW: At = At(1_741_000_000_000);
const OWNER: StructureId = Id::from_bytes([1; 16]);
const SOMEBODY: StructureId = Id::from_bytes([2; 16]);
const FUNDER: StructureId = Id::from_bytes([3; 16]);
const OTHER_FUNDER: StructureId = Id::from_bytes([4; 16]);
const VENUE: VenueId = Id::from_bytes([5; 16]);
const PERSON: PersonId = Id::from_bytes([6; 16]);

fn cheque(no: u8, stage: Stage) -> Presentable {
    Presentable {
        id: Id::from_bytes([no; 16]),
        no: i64::from(no),
        value: Cents::new(1000),
        stage,
        round: 0,
        carnet: Id::from_bytes([7; 16]),
        serial: Serial { label: "K7QMX".to_owned(), no: 1 },
        handed_over: true,
        blocked: None,
        order: Id::from_bytes([8; 16]),
        funder: FUNDER,
        active: true,
        tolerance_ends: NOW.day(),
        cap: None,
        personal: false,
    }
}

fn plan(situation: Option<Situation>, cheques: &[Presentable]) -> Plan {
    let known = Known {
        answered: HashMap::new(),
        attempts: Attempts::default(),
        situations: situation.map(|situation| (VENUE, situation)).into_iter().collect(),
        cheques: cheques.iter().map(|cheque| (cheque.id, cheque.clone())).collect(),
        live: HashMap::new(),
        held: Vec::new(),
        kept: Promised::default(),
        honoured: HashMap::new(),
        withdrawn: std::collections::HashSet::new(),
    };
    Plan::new(known, NOW)
}

fn situation(right: Option<(Option<StructureId>, At, At)>, event: Option<EventKind>) -> Situation {
    let right = right.map(|(funder, from, until)| Right { funder, from, until });
    let event = event.map(|kind| StandingEvent { kind, at: NOW.plus_ms(-10) });
    Situation { structure: OWNER, rights: right.into_iter().collect(), events: event.into_iter().collect() }
}

fn act(organisation: StructureId, anywhere: bool, cheques: &[u8]) -> Asked {
    Asked {
        key: ActKey::new(organisation, "redeemCheques", "k").unwrap(),
        content: ContentHash([0; 32]),
        venue: VENUE,
        person: PERSON,
        organisation,
        anywhere,
        service: None,
        presented_by: None,
        // Under the oldest pepper nobody knows them.
        candidates: cheques.iter().map(|no| vec![Id::from_bytes([no + 100; 16]), Id::from_bytes([*no; 16])]).collect(),
    }
}

fn accredited() -> Situation {
    situation(Some((None, At(0), At(i64::MAX))), None)
}

fn code(answer: Result<(StructureId, Vec<Presentable>), Said>) -> Option<Code> {
    answer.err().map(|refusal| refusal.code)
}

#[test]
fn every_standing_meets_every_funder() {
    let (long_ago, soon) = (NOW.plus_ms(-100), NOW.plus_ms(100));
    let no_right = Some(Code::VenueNotAccredited);
    // The right; what happened to it; what a cheque of the right's funder is answered, and one of another.
    let told = [
        ("never", None, None, no_right, no_right),
        ("not yet", Some((soon, soon.plus_ms(1))), None, no_right, no_right),
        ("accredited", Some((long_ago, soon)), None, None, no_right),
        ("from now on", Some((NOW, soon)), None, None, no_right),
        ("until now", Some((long_ago, NOW)), None, no_right, no_right),
        ("reinstated", Some((long_ago, soon)), Some(EventKind::Reinstated), None, no_right),
        (
            "suspended",
            Some((long_ago, soon)),
            Some(EventKind::Suspended),
            Some(Code::VenueSuspended),
            Some(Code::VenueSuspended),
        ),
        ("withdrawn", Some((long_ago, soon)), Some(EventKind::Withdrawn), no_right, no_right),
    ];
    for (name, right, event, mine, others) in told {
        for (granted, expected) in [(Some(FUNDER), mine), (Some(OTHER_FUNDER), others), (None, mine)] {
            let situation = situation(right.map(|(from, until)| (granted, from, until)), event);
            let answer = plan(Some(situation), &[cheque(20, Stage::Live)]).descend(&act(OWNER, false, &[20]));
            assert_eq!(code(answer), expected, "{name}, granted for {granted:?}");
        }
    }
}

#[test]
fn a_venue_of_somebody_else_and_none_answer_alike() {
    let told = [
        (Some(accredited()), OWNER, false, None),
        (Some(accredited()), SOMEBODY, false, Some(Code::Forbidden)),
        (Some(accredited()), SOMEBODY, true, None),
        (None, OWNER, false, Some(Code::Forbidden)),
        (None, OWNER, true, Some(Code::Forbidden)),
    ];
    for (situation, organisation, anywhere, expected) in told {
        let mut plan = plan(situation, &[cheque(20, Stage::Live)]);
        assert_eq!(code(plan.descend(&act(organisation, anywhere, &[20]))), expected, "{organisation} {anywhere}");
    }
}

#[test]
fn who_asks_comes_before_the_venue_and_the_venue_before_the_cheques() {
    let suspended = situation(Some((None, At(0), At(i64::MAX))), Some(EventKind::Suspended));
    let mut plan = plan(Some(suspended), &[]);
    assert_eq!(code(plan.descend(&act(OWNER, false, &[20]))), Some(Code::VenueSuspended));
    assert!(plan.known.attempts.added().is_empty(), "no cheque was looked at");
    (0..10).for_each(|_| plan.known.attempts.add(OWNER, PERSON));
    assert_eq!(code(plan.descend(&act(OWNER, false, &[20]))), Some(Code::TooManyAttempts));
    assert_eq!(code(plan.descend(&act(SOMEBODY, false, &[20]))), Some(Code::Forbidden));
}

#[test]
fn the_first_bad_cheque_is_named_by_its_place() {
    let cheques = [cheque(20, Stage::Live), cheque(21, Stage::Held), cheque(22, Stage::Blocked)];
    let told: [(&[u8], Code, &str); 4] = [
        (&[20, 21, 22], Code::Held, "2"),
        (&[22, 20, 21], Code::Blocked, "1"),
        (&[20, 99, 21], Code::CodeUnknown, "2"),
        (&[20, 21, 99], Code::Held, "2"),
    ];
    for (asked, expected, place) in told {
        let refusal = plan(Some(accredited()), &cheques).descend(&act(OWNER, false, asked)).unwrap_err();
        assert_eq!((refusal.code, refusal.facts["no"].as_str()), (expected, place), "{asked:?}");
    }
}

#[test]
fn unknown_codes_are_counted_one_for_each_act() {
    let mut plan = plan(Some(accredited()), &[cheque(20, Stage::Live)]);
    for no in 0..12 {
        let expected = if no < 10 { Code::CodeUnknown } else { Code::TooManyAttempts };
        assert_eq!(code(plan.descend(&act(OWNER, false, &[98, 99]))), Some(expected), "act {no}");
    }
    assert_eq!(plan.known.attempts.added().len(), 10);
}

#[test]
fn only_the_venue_that_honoured_a_cheque_is_told_when() {
    let day: Day = NOW.day();
    for (venue, told) in [(VENUE, Some(day.to_string())), (Id::from_bytes([9; 16]), None)] {
        let mut plan = plan(Some(accredited()), &[cheque(20, Stage::Redeemed)]);
        plan.known.honoured.insert(Id::from_bytes([20; 16]), (venue, NOW.plus_ms(-5)));
        let refusal = plan.descend(&act(OWNER, false, &[20])).unwrap_err();
        assert_eq!((refusal.code, refusal.facts.get("at").cloned()), (Code::AlreadyRedeemed, told));
    }
}

#[test]
fn the_next_act_of_a_batch_sees_what_the_last_one_took() {
    let mut plan = plan(Some(accredited()), &[cheque(20, Stage::Live), cheque(21, Stage::Live)]);
    let carnet: CarnetId = Id::from_bytes([7; 16]);
    plan.known.live.insert(carnet, (2, Cents::new(2000)));
    let (_, taken) = plan.descend(&act(OWNER, false, &[20])).unwrap();
    plan.spend(&taken[0], VENUE).unwrap();
    assert_eq!(code(plan.descend(&act(OWNER, false, &[21, 20]))), Some(Code::AlreadyRedeemed));
    assert!(plan.descend(&act(OWNER, false, &[21])).is_ok());
    let remaining = plan.remaining(&taken);
    assert_eq!((remaining[0].cheques, remaining[0].value), (1, Cents::new(1000)));
}

#[test]
fn what_is_kept_elsewhere_is_left_and_what_is_kept_here_is_consumed() {
    let cheques = [cheque(20, Stage::Live), cheque(21, Stage::Live), cheque(22, Stage::Live)];
    let carnet: CarnetId = Id::from_bytes([7; 16]);
    let kept =
        |booking: u8, venue, left| Open { booking: Id::from_bytes([booking; 16]), carnet, venue, left, starts_at: NOW };
    let mut plan = plan(Some(accredited()), &cheques);
    plan.known.live.insert(carnet, (3, Cents::new(3000)));
    plan.known.kept = Promised::of(&[kept(30, Id::from_bytes([9; 16]), 1), kept(31, VENUE, 1)]);

    let refusal = plan.descend(&act(OWNER, false, &[20, 21, 22])).unwrap_err();
    assert_eq!((refusal.code, refusal.facts["no"].as_str()), (Code::Held, "3"));
    let (_, two) = plan.descend(&act(OWNER, false, &[22, 20])).unwrap();
    for one in &two {
        plan.spend(one, VENUE).unwrap();
    }
    plan.consume(&two, VENUE, Id::from_bytes([40; 16]));
    let given: Vec<_> = plan.used.iter().map(|one| (one.booking, one.cheques)).collect();
    assert_eq!(given, [(Id::from_bytes([31; 16]), 1)], "the other one was free");
    assert_eq!(code(plan.descend(&act(OWNER, false, &[21]))), Some(Code::Held), "the last one is somebody else's");
}
