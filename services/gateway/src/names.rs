//! Where a machine's name leads, looked up when it is asked: an address where no machine may be is no address, whatever
//! the name led to on the day it was declared.

use std::net::SocketAddr;

use kernel::address::may_be_a_machine;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::net::lookup_host;

/// Looks names up as the system does, and keeps of the answer what may be a machine.
pub(crate) struct Names;

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = lookup_host((name.as_str(), 0)).await?;
            let kept = kept(found);
            if kept.is_empty() { Err("no address where a machine may be".into()) } else { Ok(addresses(kept)) }
        })
    }
}

fn addresses(kept: Vec<SocketAddr>) -> Addrs {
    Box::new(kept.into_iter())
}

fn kept(found: impl Iterator<Item = SocketAddr>) -> Vec<SocketAddr> {
    found.filter(|address| may_be_a_machine(address.ip())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_leads_elsewhere_meanwhile_leads_nowhere() {
        let address = |text: &str| text.parse::<SocketAddr>().unwrap();
        let told = ["169.254.169.254:0", "10.0.0.7:0", "[fe80::1]:0"].map(address);
        assert_eq!(kept(told.into_iter()), [address("10.0.0.7:0")]);
    }

    #[tokio::test]
    async fn a_name_of_this_machine_is_found() {
        let found = Names.resolve("localhost".parse().unwrap()).await.unwrap();
        assert!(found.into_iter().all(|address| address.ip().is_loopback()));
    }
}
