//! Where a request comes from, as those who count tries are told: a household is one client.

use std::net::{IpAddr, SocketAddr};

use kernel::access::Whence;

/// The client at that address. A household has one address of version 4, or 2^64 of version 6.
pub(crate) fn household(address: IpAddr) -> Whence {
    Whence(match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => address.segments()[..4].iter().map(|part| format!("{part:x}:")).collect(),
    })
}

/// The client whose address a proxy wrote: bare, in brackets, or with a port. Nothing for any other text.
pub(crate) fn written(text: &str) -> Option<Whence> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let address = bare.parse().ok().or_else(|| text.parse().ok().map(|address: SocketAddr| address.ip()));
    address.map(household)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<String> {
        written(text).map(|whence| whence.0)
    }

    #[test]
    fn a_household_is_one_client() {
        for text in ["192.0.2.7", " 192.0.2.7:4000 ", "::ffff:192.0.2.7", "[::ffff:192.0.2.7]:4000"] {
            assert_eq!(told(text).as_deref(), Some("192.0.2.7"), "{text}");
        }
        let own = told("2001:db8:1:2:3:4:5:6");
        assert!(own.is_some());
        for text in ["2001:db8:1:2::9", "[2001:db8:1:2::9]", "[2001:db8:1:2::9]:2"] {
            assert_eq!(told(text), own, "{text}");
        }
        assert_ne!(told("2001:db8:1:3::9"), own);
    }

    #[test]
    fn what_is_no_address_says_nothing() {
        for text in ["", "unknown", "_hidden", "localhost", "192.0.2", "192.0.2.7, 192.0.2.8", "[192.0.2.7"] {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
