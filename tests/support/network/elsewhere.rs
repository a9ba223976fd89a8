//! A calendar kept elsewhere: a server of this machine, that tells what a test writes.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use axum::{
    Router,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use tokio::net::TcpListener;

/// One calendar at an address of its own.
#[derive(Clone)]
pub(crate) struct Elsewhere {
    port: u16,
    told: Arc<Mutex<Option<String>>>,
    whole: Arc<AtomicUsize>,
}

impl Elsewhere {
    /// Serves these events for as long as the test lasts.
    pub(crate) async fn serves(events: &[String]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let elsewhere = Self { port, told: Arc::default(), whole: Arc::default() };
        elsewhere.tells(events);
        let told = elsewhere.clone();
        let app = Router::new().fallback(move |headers: HeaderMap| async move { told.answers(&headers) });
        tokio::spawn(async move { axum::serve(listener, app).await });
        elsewhere
    }

    /// The address, with a secret in it.
    pub(crate) fn address(&self) -> String {
        format!("http://localhost:{}/{}/agenda.ics", self.port, self.secret())
    }

    /// What nobody may see of it.
    pub(crate) fn secret(&self) -> String {
        format!("prive-{}-0123456789", self.port)
    }

    /// From now on it tells these events.
    pub(crate) fn tells(&self, events: &[String]) {
        let text =
            format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Mairie//FR\r\n{}END:VCALENDAR\r\n", events.concat());
        self.says(Some(text));
    }

    /// From now on it says that, or that nothing is there.
    pub(crate) fn says(&self, text: Option<String>) {
        *self.told.lock().expect("no test panicked") = text;
    }

    /// How many times it was read whole.
    pub(crate) fn readings(&self) -> usize {
        self.whole.load(Ordering::SeqCst)
    }

    fn answers(&self, headers: &HeaderMap) -> Response {
        let Some(text) = self.told.lock().expect("no test panicked").clone() else {
            return StatusCode::NOT_FOUND.into_response();
        };
        // Long enough to tell two versions apart.
        let version = format!("\"{}\"", text.bytes().fold(7_u64, |sum, byte| sum.wrapping_mul(31) + u64::from(byte)));
        if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == version.as_bytes()) {
            return StatusCode::NOT_MODIFIED.into_response();
        }
        self.whole.fetch_add(1, Ordering::SeqCst);
        ([(header::ETAG, version)], text).into_response()
    }
}

/// An event of two hours on a day of 2025, at that hour in Paris, with more lines.
pub(crate) fn event(uid: &str, title: &str, day: &str, more: &str) -> String {
    let at = |property: &str, hour: &str| format!("{property};TZID=Europe/Paris:{day}T{hour}0000\r\n");
    let times = at("DTSTART", "14") + &at("DTEND", "16");
    format!("BEGIN:VEVENT\r\nUID:{uid}\r\nSUMMARY:{title}\r\n{times}{more}END:VEVENT\r\n")
}
