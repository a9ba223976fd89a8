//! Logs: one line an event on stderr, JSON for machines, plain on a terminal.
//!
//! No code, no name, no token is ever logged: the floors below give identifiers, counts and causes.

use std::io::{IsTerminal, stderr};

use tracing_subscriber::{EnvFilter, filter::Directive, fmt};

use crate::stop::Stop;

/// What never speaks: it would write the addresses of pages, where people put names and where secrets of links stand.
const MUTE: &str = "tower_http::csrf::service=off";

/// Begins to log what passes this filter (`info`, `info,store=debug`…). Once begun, asking again changes nothing.
pub fn start(filter: &str) -> Result<(), Stop> {
    let logs = fmt().with_env_filter(filtered(filter)?).with_writer(stderr);
    let begun = match stderr().is_terminal() {
        true => logs.compact().try_init(),
        false => logs.json().flatten_event(true).with_current_span(true).with_span_list(false).try_init(),
    };
    // Somebody logs already: a test, or the demo's other half.
    let _ = begun;
    Ok(())
}

fn filtered(filter: &str) -> Result<EnvFilter, Stop> {
    let unread =
        || Stop::usage("PASSEGUE_LOG n'est pas un filtre de journal : essayez « info » ou « info,store=debug ».");
    let mute: Directive = MUTE.parse().map_err(|_| unread())?;
    Ok(EnvFilter::try_new(filter).map_err(|_| unread())?.add_directive(mute))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_filter_that_cannot_be_read_is_refused() {
        let stop = super::start("info,=,=").unwrap_err();
        assert!(stop.to_string().contains("PASSEGUE_LOG"), "{stop}");
    }
}
