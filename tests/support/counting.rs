//! Counts the statements that a database is asked, whoever asks them.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, Once, PoisonError},
};

use diesel::connection::{Instrumentation, InstrumentationEvent, set_default_instrumentation};
use store::conn::Place;

type Heard = Arc<Mutex<Vec<String>>>;

static WATCHED: Mutex<Option<HashMap<String, Heard>>> = Mutex::new(None);

/// The statements of one database, on every connection opened from now on.
pub(crate) struct Counter(Heard);

impl Counter {
    /// Listens to a database; asked for before it is opened.
    pub(crate) fn of(place: &Place) -> Self {
        static INSTALLED: Once = Once::new();
        INSTALLED.call_once(|| {
            set_default_instrumentation(|| Some(Box::new(Listener::default()))).expect("nobody else listens");
        });
        let url = match place {
            Place::Sqlite(path) => path.to_string_lossy().into_owned(),
            Place::Postgres(url) => url.clone(),
        };
        let heard = Heard::default();
        locked(&WATCHED).get_or_insert_default().insert(url, heard.clone());
        Self(heard)
    }

    /// The beginnings of the statements since the last time, without those that open and end a transaction.
    pub(crate) fn take(&self) -> Vec<String> {
        std::mem::take(&mut *locked(&self.0))
    }
}

/// On each connection: it knows where it leads, and so who wants to hear.
#[derive(Default)]
struct Listener(Option<Heard>);

impl Instrumentation for Listener {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        match event {
            InstrumentationEvent::StartEstablishConnection { url, .. } => {
                self.0 = locked(&WATCHED).as_ref().and_then(|watched| wanted(watched, url));
            }
            InstrumentationEvent::StartQuery { query, .. } => {
                if let Some(heard) = &self.0 {
                    note(heard, &query.to_string());
                }
            }
            _ => {}
        }
    }
}

/// Whoever listens to that address, to which the store may have added its patience.
fn wanted(watched: &HashMap<String, Heard>, url: &str) -> Option<Heard> {
    let rest = |place: &str| url.strip_prefix(place).map(|rest| rest.is_empty() || rest.starts_with(['?', '&']));
    watched.iter().find(|(place, _)| rest(place) == Some(true)).map(|(_, heard)| heard.clone())
}

fn note(heard: &Heard, statement: &str) {
    const AROUND: [&str; 7] = ["BEGIN", "COMMIT", "ROLLBACK", "SET ", "PRAGMA", "SELECT 1", "SELECT sqlite_version"];
    let (text, _) = statement.split_once(" -- binds").unwrap_or((statement, ""));
    if !AROUND.iter().any(|word| text.starts_with(word)) {
        locked(heard).push(text.chars().take(120).collect());
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
