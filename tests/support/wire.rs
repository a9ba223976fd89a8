//! A wire between counters and a centre that loses whole answers: what was lost is kept here, for whoever wants to compare.

use std::{
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

/// Forwards HTTP to a centre. Dropping it takes no more connections.
pub(crate) struct Wire {
    address: SocketAddr,
    state: Arc<State>,
}

struct State {
    server: String,
    ended: AtomicBool,
    loses: AtomicBool,
    lost: Mutex<Option<Vec<u8>>>,
}

impl Wire {
    /// A wire before that centre (`http://127.0.0.1:4000`).
    pub(crate) fn before(url: &str) -> Self {
        let server = url.strip_prefix("http://").expect("plain HTTP").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("a bound port");
        let (ended, loses) = (AtomicBool::new(false), AtomicBool::new(false));
        let state = Arc::new(State { server, ended, loses, lost: Mutex::new(None) });
        let serving = state.clone();
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                if serving.ended.load(Ordering::SeqCst) {
                    return;
                }
                let state = serving.clone();
                thread::spawn(move || state.carry(client));
            }
        });
        Self { address, state }
    }

    /// Its own address.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The next request reaches the centre and is answered there; the answer never arrives, and the connection is cut.
    pub(crate) fn lose_the_next_answer(&self) {
        self.state.loses.store(true, Ordering::SeqCst);
    }

    /// The body of the answer that was lost.
    pub(crate) fn lost(&self) -> Option<Vec<u8>> {
        self.state.lost.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.state.ended.store(true, Ordering::SeqCst);
        // The listener wakes up to see that it has ended.
        let _ = TcpStream::connect(self.address);
    }
}

impl State {
    /// Request and answer in turn, until one side ends or an answer is lost.
    fn carry(&self, client: TcpStream) {
        let Ok(server) = TcpStream::connect(&self.server) else { return };
        let twin = |stream: &TcpStream| stream.try_clone().expect("a socket has a second handle");
        for stream in [&client, &server] {
            stream.set_nodelay(true).expect("a socket takes an option");
        }
        let (mut asks, mut answers) = (BufReader::new(twin(&client)), BufReader::new(twin(&server)));
        let (mut client, mut server) = (client, server);
        while let Some(request) = Message::read(&mut asks) {
            if server.write_all(&request.whole()).is_err() {
                return;
            }
            let Some(answer) = Message::read(&mut answers) else { return };
            if self.loses.swap(false, Ordering::SeqCst) {
                *self.lost.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer.body);
                return;
            }
            if client.write_all(&answer.whole()).is_err() {
                return;
            }
        }
    }
}

/// One request or answer whose length is told, as all of ours are.
struct Message {
    head: Vec<u8>,
    body: Vec<u8>,
}

impl Message {
    fn read(from: &mut impl BufRead) -> Option<Self> {
        let (mut head, mut length) = (Vec::new(), 0);
        loop {
            let mut line = Vec::new();
            from.read_until(b'\n', &mut line).ok().filter(|count| *count > 0)?;
            head.extend_from_slice(&line);
            let text = String::from_utf8_lossy(&line).to_ascii_lowercase();
            if text.trim().is_empty() {
                break;
            }
            if let Some(told) = text.strip_prefix("content-length:") {
                length = told.trim().parse().expect("a length");
            }
            assert!(!text.starts_with("transfer-encoding:"), "an answer without a length: {text}");
        }
        let mut body = vec![0; length];
        from.read_exact(&mut body).ok()?;
        Some(Self { head, body })
    }

    fn whole(&self) -> Vec<u8> {
        [&self.head[..], &self.body].concat()
    }
}
