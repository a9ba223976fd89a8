//! Members, and machines.

use kernel::{
    access::{Role, token::SigningKey},
    ids::{Id, MembershipId},
    refusal::Code,
};

use super::{Bench, refused};
use crate::{
    declare::declare_node,
    enrol::{Enrolment, dismiss_member, enrol_member},
    membership, node,
    structure::StructureKind,
};

#[tokio::test]
async fn a_manager_enrols_for_their_own_place_and_no_further() {
    let bench = Bench::new().await;
    let structure = bench.structure("Mairie", StructureKind::VenueHolder).await;
    let elsewhere = bench.structure("Ailleurs", StructureKind::VenueHolder).await;
    let manager = bench.manager_of(structure);
    let person = bench.store.chance().id();
    let enrol = async |structure, role| {
        enrol_member(&bench.store, &manager, &bench.key(), Enrolment { person, structure, role }).await
    };
    let member = enrol(structure, Role::CounterStaff).await.unwrap();
    assert_eq!(enrol(structure, Role::CounterStaff).await.unwrap(), member, "held already");
    assert_eq!(refused(enrol(elsewhere, Role::CounterStaff).await), Code::Forbidden);
    assert_eq!(refused(enrol(structure, Role::Treasurer).await), Code::Forbidden);
    let nowhere = Enrolment { person, structure: Id::from_bytes([9; 16]), role: Role::Treasurer };
    assert_eq!(refused(enrol_member(&bench.store, &bench.operator, &bench.key(), nowhere).await), Code::NotFound);

    let seen = async |actor| membership::members(&bench.store, actor, structure, None, 10).await.unwrap().len();
    assert_eq!((seen(&manager).await, seen(&bench.other_operator).await), (1, 0));

    let dismiss = async |actor, id| dismiss_member(&bench.store, actor, &bench.key(), id).await;
    let stranger = bench.manager_of(elsewhere);
    let nothing: MembershipId = Id::from_bytes([9; 16]);
    assert_eq!(refused(dismiss(&stranger, member.id).await), Code::Forbidden);
    assert_eq!(refused(dismiss(&stranger, nothing).await), Code::Forbidden);
    assert_eq!(refused(dismiss(&bench.operator, nothing).await), Code::NotFound);
    assert_eq!(dismiss(&manager, member.id).await.unwrap().until, Some(bench.now()));
    assert_eq!(refused(dismiss(&manager, member.id).await), Code::WrongStage);
    assert_eq!(seen(&manager).await, 0);

    let treasurer = Enrolment { person, structure, role: Role::Treasurer };
    let given = enrol_member(&bench.store, &bench.operator, &bench.key(), treasurer).await.unwrap();
    assert_eq!(refused(dismiss(&manager, given.id).await), Code::Forbidden, "what one may not give");
}

#[tokio::test]
async fn a_machine_takes_the_place_of_the_former_one() {
    let bench = Bench::new().await;
    let venue = bench.accredited("Gare", "62447", 50.37, 2.03).await;
    let key = SigningKey::from_seed([1; 32]).public().to_hex();
    let declare =
        async |url: &str, key: &str| declare_node(&bench.store, &bench.operator, &bench.key(), venue, url, key).await;
    assert_eq!(refused(declare("gopher://a", &key).await), Code::InputInvalid);
    assert_eq!(refused(declare("http://127.0.0.1:4001", "00").await), Code::InputInvalid);
    declare("http://127.0.0.1:4001", &key).await.unwrap();
    declare("http://127.0.0.1:4002", &key).await.unwrap();
    let nodes = bench.look(node::nodes).await;
    let told: Vec<(_, &str)> = nodes.iter().map(|node| (node.venue, node.url.as_str())).collect();
    assert_eq!(told, [(venue, "http://127.0.0.1:4002")]);
}
