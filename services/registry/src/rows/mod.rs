//! All the Diesel of the registry: rows in, rows out. What they mean is said by the nouns.

pub(crate) mod accreditation;
pub(crate) mod agenda;
pub(crate) mod bucket;
pub(crate) mod case_file;
pub(crate) mod device;
pub(crate) mod dossier;
pub(crate) mod invitation;
pub(crate) mod letter;
pub(crate) mod listing;
pub(crate) mod membership;
pub(crate) mod node;
pub(crate) mod person;
pub(crate) mod second_factor;
pub(crate) mod structure;
pub(crate) mod territory;
pub(crate) mod venue;
pub(crate) mod visit;

/// Counts what is asked of a connection.
#[cfg(test)]
pub(crate) fn counting(conn: &mut store::conn::AnyConn) -> std::sync::Arc<std::sync::atomic::AtomicUsize> {
    use diesel::connection::{Connection, InstrumentationEvent};
    use std::sync::atomic::{AtomicUsize, Ordering};

    let counter = std::sync::Arc::new(AtomicUsize::new(0));
    let counted = counter.clone();
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if matches!(event, InstrumentationEvent::StartQuery { .. }) {
            counted.fetch_add(1, Ordering::SeqCst);
        }
    });
    counter
}
