//! Nodes: the machines that serve venues' own part of the graph. A venue without one is hosted at the centre.

use kernel::{access::token::PublicKey, address::host_may_be_a_machine, ids::VenueId};
use serde::{Deserialize, Serialize};
use store::{Fault, conn::AnyConn};

use crate::{refusal::Refused, rows};

/// A machine as it was declared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclaredNode {
    /// Which venue it serves.
    pub venue: VenueId,
    /// Where it is asked: `https://hesdin.example/`.
    pub url: String,
    /// Its Ed25519 key, in hexadecimal.
    pub public_key: String,
}

const LONGEST_URL: usize = 300;

impl DeclaredNode {
    /// Checks address and key, in this order.
    pub(crate) fn parse(venue: VenueId, url: &str, public_key: &str) -> Result<Self, Refused> {
        let url = parse_url(url)?;
        let key = PublicKey::from_hex(public_key.trim()).map_err(|_| Refused::Input("publicKey"))?;
        Ok(Self { venue, url, public_key: key.to_hex() })
    }
}

/// `http` or `https`, a host at which a machine may be, perhaps a port and a path: no user, no query, no fragment.
fn parse_url(raw: &str) -> Result<String, Refused> {
    let url = raw.trim();
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).ok_or(Refused::Input("url"))?;
    let authority = rest.split('/').next().unwrap_or_default();
    let plain = url.len() <= LONGEST_URL
        && url.bytes().all(|c| c.is_ascii_graphic() && !matches!(c, b'@' | b'?' | b'#' | b'\\'));
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let port_reads = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|number| number > 0));
    if plain && host_may_be_a_machine(host) && port_reads { Ok(url.to_owned()) } else { Err(Refused::Input("url")) }
}

/// Every machine that was declared, by venue.
pub fn nodes(conn: &mut AnyConn) -> Result<Vec<DeclaredNode>, Fault> {
    let rows = rows::node::read_all(conn)?;
    Ok(rows.into_iter().map(|(venue, url, public_key)| DeclaredNode { venue: venue.0, url, public_key }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_of_the_web_and_plain() {
        for url in ["http://127.0.0.1:4001", "https://hesdin.example/graphql", "http://[::1]:4001/", "https://a"] {
            assert_eq!(parse_url(url), Ok(url.to_owned()), "{url}");
        }
        let bad = [
            "",
            "hesdin.example",
            "ftp://a",
            "https://",
            "https:///x",
            "http://a:0",
            "http://a:x",
            "http://u@a",
            "http://a b",
            "http://a?b",
            "http://a#b",
            "http://:80",
            "http://[::1",
            "http://169.254.169.254/",
            "http://[::ffff:169.254.169.254]:80/",
            "http://2130706433/",
        ];
        for url in bad {
            assert_eq!(parse_url(url), Err(Refused::Input("url")), "{url}");
        }
    }
}
