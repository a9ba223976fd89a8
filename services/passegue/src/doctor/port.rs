//! The port: free, held by our own centre, or by somebody else.

use std::{
    io::ErrorKind,
    net::{SocketAddr, TcpListener, ToSocketAddrs},
    path::Path,
    time::Duration,
};

use kernel::{access::token::KeySet, clock::Clock};
use serde_json::Value;

use super::finding::Finding;
use crate::{
    config::{files_folder, keys_folder},
    keys::Keyring,
};

const WHAT: &str = "Port";
const PATIENCE: Duration = Duration::from_secs(2);

/// Who holds an address.
enum Holder {
    Nobody,
    /// This very centre, by the keys it shows; and whether it is ready.
    Ours {
        ready: bool,
    },
    AnotherCentre,
    Somebody,
}

pub(super) async fn look(listen: &str, data: &Path) -> Finding {
    match TcpListener::bind(listen) {
        Ok(_) => told(listen, &Holder::Nobody),
        Err(error) if error.kind() == ErrorKind::AddrInUse => told(listen, &holder(listen, data).await),
        Err(error) => Finding::repair(
            WHAT,
            format!("L'adresse {listen} ne peut pas être ouverte ({error})."),
            "choisissez une adresse de cette machine et un port au-dessus de 1024 (--listen)",
        ),
    }
}

fn told(listen: &str, holder: &Holder) -> Finding {
    match holder {
        Holder::Nobody => Finding::well(WHAT, format!("{listen} est libre : aucun centre n'y tourne.")),
        Holder::Ours { ready: true } => Finding::well(WHAT, format!("Ce centre tourne et répond sur {listen}.")),
        Holder::Ours { ready: false } => Finding::repair(
            WHAT,
            format!("Ce centre tourne sur {listen}, mais il n'est pas prêt."),
            "regardez les lignes « à réparer » de la base et du disque, puis son journal (journalctl -u passegue)",
        ),
        Holder::AnotherCentre => Finding::repair(
            WHAT,
            format!("Un autre centre passegue occupe {listen} : ses clés ne sont pas celles de ce dossier."),
            "vérifiez --data, ou choisissez un autre port avec --listen",
        ),
        Holder::Somebody => Finding::repair(
            WHAT,
            format!("Un autre programme occupe {listen}."),
            "arrêtez-le (ss -ltnp dit lequel), ou choisissez un autre port avec --listen",
        ),
    }
}

async fn holder(listen: &str, data: &Path) -> Holder {
    let Some(address) = listen.to_socket_addrs().ok().and_then(|mut all| all.next()) else { return Holder::Somebody };
    let Some(client) = reqwest::Client::builder().no_proxy().timeout(PATIENCE).build().ok() else {
        return Holder::Somebody;
    };
    let url = format!("http://{}", near(address));
    let Some(keys) = shown(&client, &url).await else { return Holder::Somebody };
    let ours = Keyring::load(&keys_folder(data), files_folder(data))
        .map(|keyring| keyring.believed(Clock::wall().now()).to_jwks());
    match ours.is_ok_and(|ours| ours == keys) {
        false => Holder::AnotherCentre,
        true => {
            let ready = client.get(format!("{url}/health/ready")).send().await;
            Holder::Ours { ready: ready.is_ok_and(|answer| answer.status().is_success()) }
        }
    }
}

/// The public keys that a centre shows to everybody; none when what answers is no centre.
async fn shown(client: &reqwest::Client, url: &str) -> Option<Value> {
    let live = client.get(format!("{url}/health/live")).send().await.ok()?;
    (live.text().await.ok()? == "ok").then_some(())?;
    let keys: Value = client.get(format!("{url}/.well-known/jwks.json")).send().await.ok()?.json().await.ok()?;
    KeySet::from_jwks(&keys).ok().map(|set| set.to_jwks())
}

/// Who listens everywhere also listens here.
fn near(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        address.set_ip(if address.is_ipv4() {
            std::net::Ipv4Addr::LOCALHOST.into()
        } else {
            std::net::Ipv6Addr::LOCALHOST.into()
        });
    }
    address
}
