//! One kept-alive connection of the load: bytes prepared beforehand go out, an answer comes back, as little is read as proves it.

use std::net::SocketAddr;

use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::stop::Stop;

/// A request as bytes; some places of it are written anew each time.
#[derive(Clone, Debug)]
pub(crate) struct Shot {
    bytes: Vec<u8>,
}

impl Shot {
    /// `POST /graphql` of that body, with that token when there is one.
    pub(crate) fn new(body: &str, token: Option<&str>) -> Self {
        let token = token.map(|token| format!("authorization: Bearer {token}\r\n")).unwrap_or_default();
        let bytes = format!(
            "POST /graphql HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\npassegue-client: bench\r\n\
             {token}content-length: {}\r\n\r\n{body}",
            body.len()
        );
        Self { bytes: bytes.into_bytes() }
    }

    /// Where a text stands in the request.
    pub(crate) fn place(&self, text: &str) -> Option<usize> {
        find(&self.bytes, text.as_bytes())
    }

    /// Writes a text of the same length at that place.
    pub(crate) fn write(&mut self, place: usize, text: &str) {
        self.bytes[place..place + text.len()].copy_from_slice(text.as_bytes());
    }
}

/// A connection, and what it has read.
pub(crate) struct Connection {
    stream: TcpStream,
    read: Vec<u8>,
}

impl Connection {
    pub(crate) async fn open(address: SocketAddr) -> Result<Self, Stop> {
        let stream = TcpStream::connect(address).await.map_err(away)?;
        stream.set_nodelay(true).map_err(away)?;
        Ok(Self { stream, read: Vec::with_capacity(16 * 1024) })
    }

    /// Sends the request and reads the whole answer; anything but 200 with that text in its body stops the run.
    pub(crate) async fn ask(&mut self, shot: &Shot, proof: &str) -> Result<(), Stop> {
        let body = self.exchange(&shot.bytes).await?;
        let accepted = self.read.starts_with(b"HTTP/1.1 200") && find(&self.read[body..], proof.as_bytes()).is_some();
        if accepted { Ok(()) } else { Err(unexpected(&self.read)) }
    }

    /// Sends the request and reads the data of the whole answer; none where it tells of an error too.
    pub(crate) async fn told(&mut self, shot: &Shot) -> Result<Option<Value>, Stop> {
        let body = self.exchange(&shot.bytes).await?;
        let told: Option<Value> = serde_json::from_slice(&self.read[body..]).ok();
        match told.filter(|_| self.read.starts_with(b"HTTP/1.1 200")) {
            Some(mut told) => Ok(told["errors"].is_null().then(|| told["data"].take())),
            None => Err(unexpected(&self.read)),
        }
    }

    /// Sends a request and reads the whole answer, whatever it is: its head and its body, as text.
    pub(crate) async fn converse(&mut self, request: &str) -> Result<(String, String), Stop> {
        let body = self.exchange(request.as_bytes()).await?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ok((text(&self.read[..body]), text(&self.read[body..])))
    }

    /// Sends a request and reads the whole answer; answers where its body begins.
    async fn exchange(&mut self, request: &[u8]) -> Result<usize, Stop> {
        self.stream.write_all(request).await.map_err(away)?;
        self.read.clear();
        loop {
            if self.stream.read_buf(&mut self.read).await.map_err(away)? == 0 {
                return Err(Stop::refused("Le serveur a fermé une connexion."));
            }
            if let Some(body) = whole(&self.read)? {
                return Ok(body);
            }
        }
    }
}

/// Where the body begins, once it is all there.
fn whole(read: &[u8]) -> Result<Option<usize>, Stop> {
    let Some(end) = find(read, b"\r\n\r\n") else { return Ok(None) };
    let body = end + 4;
    let length = length(&read[..end]).ok_or_else(|| unexpected(read))?;
    Ok((read.len() >= body + length).then_some(body))
}

fn length(head: &[u8]) -> Option<usize> {
    let head = std::str::from_utf8(head).ok()?;
    let mut fields = head.split("\r\n").filter_map(|line| line.split_once(':'));
    let (_, value) = fields.find(|(name, _)| name.eq_ignore_ascii_case("content-length"))?;
    value.trim().parse().ok()
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    let mut from = 0;
    while let Some(at) = bytes.get(from..)?.iter().position(|byte| *byte == first) {
        if bytes[from + at..].starts_with(wanted) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

fn away(error: std::io::Error) -> Stop {
    Stop::refused(format!("Le serveur ne répond pas ({error})."))
}

/// The first words of an answer that is not the one expected.
fn unexpected(read: &[u8]) -> Stop {
    let text = String::from_utf8_lossy(&read[..read.len().min(1200)]).into_owned();
    Stop::refused(format!("Une réponse n'est pas celle attendue : {text}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_whole_when_its_length_is_there() {
        let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
        for cut in 0..answer.len() {
            assert_eq!(whole(&answer[..cut]).unwrap(), None, "{cut}");
        }
        assert_eq!(whole(answer).unwrap(), Some(answer.len() - 5));
        assert!(whole(b"HTTP/1.1 200 OK\r\n\r\n").is_err(), "without a length nothing tells its end");
    }

    #[test]
    fn a_place_of_a_request_is_written_anew() {
        let mut shot = Shot::new("{\"key\":\"0000\"}", Some("t"));
        let place = shot.place("0000").unwrap();
        shot.write(place, "0042");
        let text = String::from_utf8(shot.bytes).unwrap();
        assert!(text.ends_with("content-length: 14\r\n\r\n{\"key\":\"0042\"}"), "{text}");
    }
}
