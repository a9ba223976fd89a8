//! Fetching a calendar: from where everybody can go, and nowhere else; little of it, and not for long.
//!
//! A name is looked up once, every address that it leads to is judged, and those very addresses are called: a name that
//! leads elsewhere a moment later leads nowhere. So it is where the calendar sends on to.

use std::{
    net::{IpAddr, SocketAddr},
    sync::{Arc, LazyLock},
    time::Duration,
};

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode, header},
};
use futures_util::StreamExt;
use hyper::{body::Incoming, client::conn::http1::handshake};
use hyper_util::rt::TokioIo;
use reqwest::Url;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpStream, lookup_host},
    task::JoinSet,
    time::timeout,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{ClientConfig, RootCertStore, crypto::ring, pki_types::ServerName},
};

use crate::calendar::{Address, Trouble, Version, bare_host, is_askable};

/// Fetches calendars; cheap to clone.
#[derive(Clone, Debug)]
pub struct Fetcher {
    may_ask: fn(IpAddr) -> bool,
    patience: Duration,
}

/// What is at an address.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Fetched {
    /// What was there before.
    Same,
    /// This text.
    New(String, Version),
}

enum Answer {
    Fetched(Fetched),
    Elsewhere(Url),
}

const PATIENCE: Duration = Duration::from_secs(10);
const MOST_BYTES: usize = 1_000_000;
const MOST_REDIRECTS: usize = 3;

/// Made when a calendar is first served under TLS; none: it cannot be.
static TLS: LazyLock<Option<TlsConnector>> = LazyLock::new(|| {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let config = config.with_safe_default_protocol_versions().ok()?;
    Some(TlsConnector::from(Arc::new(config.with_root_certificates(roots).with_no_client_auth())))
});

impl Fetcher {
    /// One that asks where the rule allows: [`kernel::address::is_public`], or what a test allows.
    pub const fn new(may_ask: fn(IpAddr) -> bool) -> Self {
        Self { may_ask, patience: PATIENCE }
    }

    /// The same, less patient.
    #[must_use]
    pub const fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// What is at that address now, if it is not the version that is known.
    pub(crate) async fn fetch(&self, address: &Address, known: &Version) -> Result<Fetched, Trouble> {
        timeout(self.patience, self.follow(address.url().clone(), known)).await.unwrap_or(Err(Trouble::Unreachable))
    }

    async fn follow(&self, mut url: Url, known: &Version) -> Result<Fetched, Trouble> {
        for _ in 0..=MOST_REDIRECTS {
            match self.ask(&url, known).await? {
                Answer::Fetched(fetched) => return Ok(fetched),
                Answer::Elsewhere(next) => url = next,
            }
        }
        Err(Trouble::SentAround)
    }

    async fn ask(&self, url: &Url, known: &Version) -> Result<Answer, Trouble> {
        if !is_askable(url) {
            return Err(Trouble::NotPublic);
        }
        let stream = TcpStream::connect(&self.addresses(url).await?[..]).await.map_err(unreachable)?;
        if url.scheme() == "http" {
            return speak(stream, url, known).await;
        }
        let name = ServerName::try_from(bare_host(url).to_owned()).map_err(unreachable)?;
        let tls = TLS.as_ref().ok_or(Trouble::Unreachable)?;
        speak(tls.connect(name, stream).await.map_err(unreachable)?, url, known).await
    }

    /// Where its name leads, every one of them allowed.
    async fn addresses(&self, url: &Url) -> Result<Vec<SocketAddr>, Trouble> {
        let port = url.port_or_known_default().ok_or(Trouble::Unreachable)?;
        let found: Vec<SocketAddr> = lookup_host((bare_host(url), port)).await.map_err(unreachable)?.collect();
        if found.is_empty() {
            return Err(Trouble::Unreachable);
        }
        if found.iter().all(|address| (self.may_ask)(address.ip())) { Ok(found) } else { Err(Trouble::NotPublic) }
    }
}

/// One request over a connection of its own, which ends with the answer.
async fn speak<S>(stream: S, url: &Url, known: &Version) -> Result<Answer, Trouble>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let request = request(url, known)?;
    let (mut sender, connection) = handshake(TokioIo::new(stream)).await.map_err(unreachable)?;
    // Dropped at the end, with the connection.
    let mut driver = JoinSet::new();
    driver.spawn(connection);
    let answer = sender.send_request(request).await.map_err(unreachable)?;
    match answer.status() {
        StatusCode::OK => whole(answer).await.map(Answer::Fetched),
        StatusCode::NOT_MODIFIED if *known != Version::default() => Ok(Answer::Fetched(Fetched::Same)),
        status if status.is_redirection() => elsewhere(url, answer.headers()).map(Answer::Elsewhere),
        _ => Err(Trouble::Refused),
    }
}

/// Neither a cookie nor a referrer, and nothing of who asks.
fn request(url: &Url, known: &Version) -> Result<Request<String>, Trouble> {
    let path = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    let host = match url.port() {
        Some(port) => format!("{}:{port}", url.host_str().unwrap_or_default()),
        None => url.host_str().unwrap_or_default().to_owned(),
    };
    let mut request = Request::get(path)
        .header(header::HOST, host)
        .header(header::USER_AGENT, "Passegue")
        .header(header::ACCEPT, "text/calendar, text/plain;q=0.5, */*;q=0.1");
    let conditions = [(header::IF_NONE_MATCH, &known.etag), (header::IF_MODIFIED_SINCE, &known.modified)];
    for (name, value) in conditions {
        if let Some(value) = value {
            request = request.header(name, value);
        }
    }
    request.body(String::new()).map_err(unreachable)
}

/// Read piece by piece: what is too large is not read to its end.
async fn whole(answer: Response<Incoming>) -> Result<Fetched, Trouble> {
    let version = Version {
        etag: told(answer.headers(), &header::ETAG),
        modified: told(answer.headers(), &header::LAST_MODIFIED),
    };
    let mut text = Vec::new();
    let mut pieces = Body::new(answer.into_body()).into_data_stream();
    while let Some(piece) = pieces.next().await {
        let piece: Bytes = piece.map_err(unreachable)?;
        if text.len() + piece.len() > MOST_BYTES {
            return Err(Trouble::TooLarge);
        }
        text.extend_from_slice(&piece);
    }
    let text = String::from_utf8(text).map_err(|_| Trouble::Unreadable)?;
    Ok(Fetched::New(text, version))
}

/// A name of a version, unless it is of a length that nobody gives it.
fn told(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?;
    (value.len() <= 200).then(|| value.to_owned())
}

fn elsewhere(url: &Url, headers: &HeaderMap) -> Result<Url, Trouble> {
    let place = headers.get(header::LOCATION).map(HeaderValue::to_str);
    let place = place.and_then(Result::ok).ok_or(Trouble::Refused)?;
    url.join(place).map_err(unreachable)
}

/// What went wrong is not told further: an error of a connection may bear the address.
fn unreachable<E>(_: E) -> Trouble {
    Trouble::Unreachable
}
