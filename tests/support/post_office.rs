//! A mail server of the test's own: it takes letters, or says that it cannot, and shows what it took.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    time::timeout,
};

/// What it says instead of taking a letter.
type Refusal = Arc<Mutex<Option<&'static str>>>;

/// The server. It ends with the test's runtime.
pub(crate) struct PostOffice {
    address: SocketAddr,
    refusal: Refusal,
    taken: UnboundedReceiver<Taken>,
}

/// A letter as it came.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    /// To whom.
    pub(crate) to: String,
    /// Its head, as it came.
    pub(crate) head: String,
    /// Its text, decoded.
    pub(crate) body: String,
}

impl Taken {
    /// The six digits of a code.
    pub(crate) fn code(&self) -> String {
        let (_, after) = self.body.split_once("Passegué : ").expect("a code");
        after.chars().take(7).collect()
    }
}

impl PostOffice {
    /// Opens on a free port.
    pub(crate) async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (tell, taken) = unbounded_channel();
        let refusal = Refusal::default();
        let said = refusal.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, said.clone(), tell.clone()));
            }
        });
        Self { address, refusal, taken }
    }

    /// Where letters are handed in.
    pub(crate) fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// From now on it says this instead of taking a letter, or takes them again.
    pub(crate) fn refuses(&self, with: Option<&'static str>) {
        *self.refusal.lock().expect("nobody breaks off") = with;
    }

    /// The next letter.
    pub(crate) async fn letter(&mut self) -> Taken {
        timeout(Duration::from_secs(30), self.taken.recv()).await.expect("a letter").expect("it is open")
    }
}

async fn serve(stream: TcpStream, refusal: Refusal, tell: UnboundedSender<Taken>) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let (mut to, mut content) = (String::new(), None::<String>);
    let mut answer = "220 essai".to_owned();
    loop {
        if write.write_all(format!("{answer}\r\n").as_bytes()).await.is_err() {
            return;
        }
        answer = loop {
            let Ok(Some(line)) = lines.next_line().await else { return };
            match &mut content {
                Some(text) if line == "." => {
                    let _ = tell.send(taken(&to, text));
                    content = None;
                    break "250 prise".to_owned();
                }
                Some(text) => {
                    text.push_str(line.strip_prefix('.').unwrap_or(&line));
                    text.push_str("\r\n");
                }
                None => {
                    let said = line.to_ascii_uppercase();
                    let refused = *refusal.lock().expect("nobody breaks off");
                    if said.starts_with("RCPT TO:") {
                        to = line[8..].trim_matches(['<', '>', ' ']).to_owned();
                    }
                    if said == "DATA" && refused.is_none() {
                        content = Some(String::new());
                    }
                    break replied(&said, refused);
                }
            }
        };
    }
}

fn replied(said: &str, refused: Option<&str>) -> String {
    match (said, refused) {
        ("DATA", Some(refused)) => refused,
        ("DATA", None) => "354 continuez",
        ("QUIT", _) => "221 au revoir",
        _ => "250 bien",
    }
    .to_owned()
}

fn taken(to: &str, text: &str) -> Taken {
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((text, ""));
    let body = match head.contains("quoted-printable") {
        true => unquoted(body),
        false => body.to_owned(),
    };
    Taken { to: to.to_owned(), head: head.to_owned(), body }
}

/// RFC 2045, 6.7.
fn unquoted(text: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), text.replace("=\r\n", ""));
    while let Some(at) = rest.find('=') {
        bytes.extend(rest[..at].bytes());
        bytes.push(u8::from_str_radix(&rest[at + 1..at + 3], 16).expect("two digits"));
        rest = rest[at + 3..].to_owned();
    }
    bytes.extend(rest.bytes());
    String::from_utf8(bytes).expect("UTF-8")
}
