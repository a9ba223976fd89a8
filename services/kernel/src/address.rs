//! Where on the network a venue's machine may be, and where anybody's is: what is written by hand is not allowed to lead elsewhere.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Where clouds tell their machines' secrets, by IPv6.
const CLOUD: Ipv6Addr = Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254);
const LONGEST_NAME: usize = 253;
const LONGEST_LABEL: usize = 63;

/// Whether a machine may be at this address: not on the link itself (169.254…, fe80::…), where clouds keep secrets,
/// not nowhere, not at everybody's. One that is IPv4 within IPv6 is judged as what it is.
pub fn may_be_a_machine(address: IpAddr) -> bool {
    match plain(address) {
        IpAddr::V4(it) => {
            let nowhere = it.octets()[0] == 0;
            !(nowhere || it.is_link_local() || it.is_multicast() || it.is_broadcast())
        }
        IpAddr::V6(it) => !(it.is_unspecified() || it.is_unicast_link_local() || it.is_multicast() || it == CLOUD),
    }
}

/// Whether a machine may be at this host, as an address of the web writes it: a name, `10.0.0.7`, `[fd12::7]`.
///
/// What is neither a name nor an address in the usual writing (`0x7f.1`, `2130706433`) is refused: others read it otherwise.
/// Where a name leads is known when it is asked, and is judged there.
pub fn host_may_be_a_machine(host: &str) -> bool {
    if let Some(inside) = host.strip_prefix('[') {
        let address = inside.strip_suffix(']').and_then(|text| text.parse::<Ipv6Addr>().ok());
        return address.is_some_and(|address| may_be_a_machine(address.into()));
    }
    match host.parse::<Ipv4Addr>() {
        Ok(address) => may_be_a_machine(address.into()),
        Err(_) => is_name(host),
    }
}

/// Whether an address is reached by everybody: not of this machine, of its own network, of a document, of a tunnel, or kept for later.
///
/// What strangers write (the address of a calendar) may lead there alone.
pub fn is_public(address: IpAddr) -> bool {
    match plain(address) {
        IpAddr::V4(it) => {
            let reserved = matches!(
                it.octets(),
                [0 | 240..=255, ..] | [100, 64..=127, ..] | [198, 18 | 19, ..] | [192, 0, 0, _] | [192, 88, 99, _]
            );
            let own = it.is_loopback() || it.is_private() || it.is_link_local();
            !(reserved || own || it.is_multicast() || it.is_documentation())
        }
        // Of all that is given out (2000::/3), without tunnels that lead to IPv4, registries of their own, and documents.
        IpAddr::V6(it) => match it.segments() {
            [0x2001, 0..=0x1ff, ..] | [0x2001, 0xdb8, ..] | [0x2002, ..] => false,
            [0x3fff, 0..=0xfff, ..] => false,
            [first, ..] => (0x2000..=0x3fff).contains(&first),
        },
    }
}

/// IPv4 that is carried in IPv6: mapped (`::ffff:…`), compatible (`::…`), or translated (`64:ff9b::…`).
fn plain(address: IpAddr) -> IpAddr {
    let IpAddr::V6(it) = address else { return address };
    match it.segments() {
        [0, 0, 0, 0, 0, 0xffff, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..] => last_four(it),
        [0, 0, 0, 0, 0, 0, high, _] if high != 0 => last_four(it),
        _ => address,
    }
}

fn last_four(address: Ipv6Addr) -> IpAddr {
    let [.., a, b, c, d] = address.octets();
    IpAddr::from([a, b, c, d])
}

fn is_name(host: &str) -> bool {
    let label = |label: &str| {
        let signs = label.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_'));
        (1..=LONGEST_LABEL).contains(&label.len()) && signs
    };
    let last = host.rsplit('.').next().unwrap_or_default();
    host.len() <= LONGEST_NAME && host.split('.').all(label) && last.starts_with(|c: char| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_are_at_names_and_at_addresses_of_their_own() {
        for host in [
            "hesdin.example",
            "a",
            "xn--fiq228c.example",
            "127.0.0.1",
            "192.168.1.7",
            "10.0.0.7",
            "[::1]",
            "[fd12::7]",
            "[2001:db8::7]",
        ] {
            assert!(host_may_be_a_machine(host), "{host}");
        }
    }

    #[test]
    fn what_everybody_reaches_is_public_and_nothing_else() {
        for text in [
            "1.1.1.1",
            "8.8.8.8",
            "100.63.255.255",
            "172.32.0.1",
            "2001:4860:4860::8888",
            "2a00:1450::1",
            "::ffff:8.8.8.8",
        ] {
            assert!(is_public(text.parse().unwrap()), "{text}");
        }
        let kept = [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "127.8.8.8",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.170",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::7f00:1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::1",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ];
        for text in kept {
            assert!(!is_public(text.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn what_leads_elsewhere_is_refused() {
        let hosts = [
            "169.254.169.254",
            "0.0.0.0",
            "0.1.2.3",
            "224.0.0.1",
            "255.255.255.255",
            "[fe80::1]",
            "[::]",
            "[ff02::1]",
            "[fd00:ec2::254]",
            "[::ffff:169.254.169.254]",
            "[::ffff:0.0.0.0]",
            "[64:ff9b::a9fe:a9fe]",
            "[::169.254.169.254]",
            "[fe80::1%25eth0]",
            "[::1",
            "::1",
            "0x7f.1",
            "2130706433",
            "0251.0376.0251.0376",
            "1.2.3",
            "1.2.3.4.",
            "a..b",
            ".",
            "",
            "a b",
            "é.example",
            "%31.example",
            "a.1",
        ];
        for host in hosts {
            assert!(!host_may_be_a_machine(host), "{host}");
        }
    }
}
