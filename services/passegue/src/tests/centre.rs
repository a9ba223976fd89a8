//! Opening a centre over what is there, and over what is missing.

use kernel::access::Role;
use registry::{
    enrol::{Enrolment, dismiss_member, enrol_member},
    register::{WrittenStructure, register_structure},
    structure::StructureKind,
};
use store::head::{self, Event};

use super::support::{Network, reopened};
use crate::{
    found::{machine_administrator, members},
    scratch::Folder,
};

async fn said(folder: &Folder) -> String {
    let fault = reopened(folder.path().to_path_buf()).await.err().unwrap();
    crate::stop::Stop::from(fault).to_string()
}

#[tokio::test]
async fn a_centre_opens_again_over_its_keys_and_its_territory() {
    let folder = Folder::new("centre_again");
    let first = reopened(folder.path().to_path_buf()).await.unwrap();
    drop(first);
    assert!(reopened(folder.path().to_path_buf()).await.is_ok());
}

#[tokio::test]
async fn keys_are_never_made_again() {
    let folder = Folder::new("centre_keys");
    let centre = reopened(folder.path().to_path_buf()).await.unwrap();
    let keys = folder.path().join("keys");
    let aside = folder.path().join("aside");

    std::fs::rename(keys.join("pepper-1"), &aside).unwrap();
    let line = said(&folder).await;
    assert!(line.contains("pepper-1") && line.contains("restaurez"), "{line}");
    std::fs::write(keys.join("pepper-1"), "0123456789abcdef".repeat(4)).unwrap();
    let line = said(&folder).await;
    assert!(line.contains("n'est pas celui de cette base"), "{line}");
    std::fs::write(keys.join("pepper-1"), "00".repeat(32)).unwrap();
    let line = said(&folder).await;
    assert!(line.contains("pepper-1") && line.contains("trop faible"), "{line}");
    std::fs::rename(&aside, keys.join("pepper-1")).unwrap();

    // Nothing happened in the books, yet they know a pepper: new keys are tried, and not kept.
    std::fs::rename(&keys, &aside).unwrap();
    let line = said(&folder).await;
    assert!(line.contains("n'est pas celui de cette base") && !keys.exists(), "{line}");
    let told = centre.store().transact("test", |tx| {
        let event = Event::new("test", &1)?;
        Ok(head::announce(tx, &[event])?)
    });
    told.await.unwrap();
    let line = said(&folder).await;
    assert!(line.contains("est absent") && line.contains("coffre") && !keys.exists(), "{line}");

    std::fs::rename(&aside, &keys).unwrap();
    assert!(reopened(folder.path().to_path_buf()).await.is_ok());
}

#[tokio::test]
async fn a_network_is_founded_once() {
    let network = Network::start("centre_found").await;
    let again = network.centre.found("Réseau").await.unwrap();
    assert_eq!(again, (network.person, network.organisation));
    assert!(network.centre.found("Autre réseau").await.is_err());
}

#[tokio::test]
async fn a_network_whose_first_administrator_has_gone_is_still_the_same() {
    let network = Network::start("centre_found_anew").await;
    let (store, here) = (network.centre.store(), machine_administrator());
    let (name, mail) = ("Inès Delattre", "ines@reseau.example");
    let first = network.centre.found_by("Réseau", name, mail).await.unwrap();
    assert_eq!(first, (network.person, network.organisation));

    let written = WrittenStructure { name: "Ville".to_owned(), kind: StructureKind::Operator, siret: None, rna: None };
    let town = register_structure(store, &here, "ville", &written).await.unwrap().id;
    let other = Enrolment { person: store.chance().id(), structure: town, role: Role::Administrator };
    enrol_member(store, &here, "ville", other).await.unwrap();
    let held = members(store, network.organisation).await.unwrap();
    dismiss_member(store, &here, "fin", held[0].id).await.unwrap();

    let again = network.centre.found_by("Réseau", name, mail).await.unwrap();
    assert_eq!(again, first, "the same person, who administers anew");
    assert!(members(store, network.organisation).await.unwrap().iter().any(|held| held.role == Role::Administrator));
}
