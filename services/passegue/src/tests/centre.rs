//! Opening a centre over what is there, and over what is missing.

use store::head::{self, Event};

use super::support::{Network, reopened};
use crate::scratch::Folder;

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
    std::fs::write(keys.join("pepper-1"), "00".repeat(32)).unwrap();
    let line = said(&folder).await;
    assert!(line.contains("n'est pas celui de cette base"), "{line}");
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
