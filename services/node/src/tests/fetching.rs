//! Calendars fetched over HTTP from servers of this machine: what is followed, how much, how long, and where nobody is sent.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    time::Duration,
};

use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use kernel::address::is_public;
use tokio::{net::TcpListener, sync::mpsc};

use crate::{
    calendar::{Address, Trouble, Version},
    fetch::{Fetched, Fetcher},
};

/// This machine by its first number alone: its others stand for somebody else's network.
fn here(address: IpAddr) -> bool {
    [IpAddr::from(Ipv4Addr::LOCALHOST), IpAddr::from(Ipv6Addr::LOCALHOST)].contains(&address)
}

/// Answers by path, for as long as the test lasts.
async fn serves(answer: fn(&str, &HeaderMap) -> Response) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let app =
        Router::new().fallback(move |request: Request| async move { answer(request.uri().path(), request.headers()) });
    tokio::spawn(async move { axum::serve(listener, app).await });
    port
}

fn address(port: u16, path: &str) -> Address {
    Address::typed(&format!("http://localhost:{port}{path}")).unwrap()
}

async fn fetched(port: u16, path: &str) -> Result<Fetched, Trouble> {
    Fetcher::new(here).fetch(&address(port, path), &Version::default()).await
}

fn calendar(path: &str, headers: &HeaderMap) -> Response {
    let port = headers[header::HOST].to_str().unwrap().rsplit(':').next().unwrap().to_owned();
    match path {
        "/a.ics" if headers.contains_key(header::IF_NONE_MATCH) => StatusCode::NOT_MODIFIED.into_response(),
        "/a.ics" => ([(header::ETAG, "\"7\"")], "BEGIN:VCALENDAR").into_response(),
        "/1" => Redirect::temporary("/2").into_response(),
        "/2" => Redirect::permanent("/3").into_response(),
        "/3" => Redirect::to("a.ics").into_response(),
        "/0" => Redirect::temporary("/1").into_response(),
        "/inside" => Redirect::temporary(&format!("http://127.0.0.2:{port}/a.ics")).into_response(),
        "/file" => Redirect::temporary("file:///etc/passwd").into_response(),
        "/named" => Redirect::temporary(&format!("http://moi:secret@localhost:{port}/a.ics")).into_response(),
        "/full" => "a".repeat(1_000_000).into_response(),
        "/large" => "a".repeat(1_000_001).into_response(),
        "/endless" => {
            let piece = || Ok::<_, std::convert::Infallible>("a".repeat(100_000));
            Body::from_stream(futures_util::stream::repeat_with(piece)).into_response()
        }
        "/latin" => vec![0xe9_u8; 8].into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

#[tokio::test]
async fn a_calendar_is_fetched_once_for_each_version() {
    let port = serves(calendar).await;
    let version = Version { etag: Some("\"7\"".to_owned()), modified: None };
    let text = "BEGIN:VCALENDAR".to_owned();
    assert_eq!(fetched(port, "/a.ics").await, Ok(Fetched::New(text.clone(), version.clone())));
    let again = Fetcher::new(here).fetch(&address(port, "/a.ics"), &version).await;
    assert_eq!(again, Ok(Fetched::Same));
    assert_eq!(fetched(port, "/1").await, Ok(Fetched::New(text, version)), "three times sent on");
    assert_eq!(fetched(port, "/0").await, Err(Trouble::SentAround), "four times");
}

#[tokio::test]
async fn nobody_is_sent_where_not_everybody_can_go() {
    let port = serves(calendar).await;
    for path in ["/inside", "/file", "/named"] {
        assert_eq!(fetched(port, path).await, Err(Trouble::NotPublic), "{path}");
    }
    let named = Fetcher::new(is_public).fetch(&address(port, "/a.ics"), &Version::default()).await;
    assert_eq!(named, Err(Trouble::NotPublic), "a name that leads to this machine");
}

#[tokio::test]
async fn little_is_read_and_not_for_long() {
    let port = serves(calendar).await;
    assert!(fetched(port, "/full").await.is_ok());
    for path in ["/large", "/endless"] {
        assert_eq!(fetched(port, path).await, Err(Trouble::TooLarge), "{path}");
    }
    assert_eq!(fetched(port, "/latin").await, Err(Trouble::Unreadable));
    assert_eq!(fetched(port, "/absent").await, Err(Trouble::Refused));
    // Taken in by the machine, answered by nobody.
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let impatient = Fetcher::new(here).with_patience(Duration::from_millis(50));
    let asked = address(silent.local_addr().unwrap().port(), "/a.ics");
    assert_eq!(impatient.fetch(&asked, &Version::default()).await, Err(Trouble::Unreachable));
    let port = silent.local_addr().unwrap().port();
    drop(silent);
    assert_eq!(fetched(port, "/a.ics").await, Err(Trouble::Unreachable));
}

#[tokio::test]
async fn what_is_served_in_clear_is_no_tls() {
    let port = serves(calendar).await;
    let secure = Address::typed(&format!("https://localhost:{port}/a.ics")).unwrap();
    assert_eq!(Fetcher::new(here).fetch(&secure, &Version::default()).await, Err(Trouble::Unreachable));
}

#[tokio::test]
async fn nothing_is_told_of_who_asks() {
    let (told, mut heard) = mpsc::unbounded_channel();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let app = Router::new().fallback(move |request: Request| async move {
        let names: Vec<String> = request.headers().keys().map(ToString::to_string).collect();
        told.send((request.uri().to_string(), names)).unwrap();
        ([(header::SET_COOKIE, "a=b")], "BEGIN:VCALENDAR")
    });
    tokio::spawn(async move { axum::serve(listener, app).await });
    for _ in 0..2 {
        fetched(port, "/a.ics?cle=1").await.unwrap();
        let (asked, mut names) = heard.recv().await.unwrap();
        names.sort();
        assert_eq!(
            (asked.as_str(), names),
            ("/a.ics?cle=1", ["accept", "host", "user-agent"].map(str::to_owned).to_vec())
        );
    }
}
