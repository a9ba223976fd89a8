//! A wire that can be cut: it stands before PostgreSQL, and loses an answer or everything when told to.

use std::{
    io::{ErrorKind, Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc, Condvar, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
};

use store::conn::Place;

/// Forwards to the server of a place; dropping it cuts every connection.
pub(crate) struct Proxy {
    port: u16,
    wire: Arc<Wire>,
}

struct Wire {
    server: String,
    open: AtomicBool,
    frozen: Mutex<bool>,
    thawed: Condvar,
    ended: AtomicBool,
    // How many COMMITs are still forwarded before the answer to one is lost; below zero: none is lost.
    countdown: Mutex<Option<usize>>,
    cuts: AtomicUsize,
    live: Mutex<Vec<TcpStream>>,
}

impl Proxy {
    /// A proxy before that place, and the same place seen through it.
    pub(crate) fn before(place: &Place) -> (Self, Place) {
        let Place::Postgres(url) = place else { panic!("only PostgreSQL is reached by a wire") };
        let (head, rest) = url.split_once('@').expect("the URL names its user");
        let (server, tail) = rest.split_once('/').expect("the URL names its database");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("a bound port").port();
        let wire = Arc::new(Wire {
            server: server.to_owned(),
            open: AtomicBool::new(true),
            frozen: Mutex::new(false),
            thawed: Condvar::new(),
            ended: AtomicBool::new(false),
            countdown: Mutex::new(None),
            cuts: AtomicUsize::new(0),
            live: Mutex::new(Vec::new()),
        });
        let serving = wire.clone();
        thread::spawn(move || serving.serve(&listener));
        (Self { port, wire }, Place::Postgres(format!("{head}@127.0.0.1:{port}/{tail}")))
    }

    /// The next COMMIT reaches the server and is done there; its answer never comes back, and the connection is cut.
    pub(crate) fn lose_the_answer_to_the_next_commit(&self) {
        self.lose_the_answer_to_commit(0);
    }

    /// The same, after so many other COMMITs.
    pub(crate) fn lose_the_answer_to_commit(&self, after: usize) {
        *self.wire.countdown() = Some(after);
    }

    /// How many answers were lost.
    pub(crate) fn cuts(&self) -> usize {
        self.wire.cuts.load(Ordering::SeqCst)
    }

    /// Cuts every connection, and every new one at once.
    pub(crate) fn close(&self) {
        self.wire.open.store(false, Ordering::SeqCst);
        self.wire.cut_all();
    }

    /// Nothing comes through any more, and nobody is told.
    pub(crate) fn freeze(&self) {
        *self.wire.frozen() = true;
    }

    /// Everything comes through again, what waited first.
    pub(crate) fn thaw(&self) {
        *self.wire.frozen() = false;
        self.wire.thawed.notify_all();
    }

    /// Lets connections through again.
    pub(crate) fn reopen(&self) {
        self.wire.open.store(true, Ordering::SeqCst);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.wire.ended.store(true, Ordering::SeqCst);
        self.close();
        self.thaw();
        // The listener wakes up to see that it has ended.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

impl Wire {
    fn serve(self: &Arc<Self>, listener: &TcpListener) {
        for client in listener.incoming() {
            if self.ended.load(Ordering::SeqCst) {
                return;
            }
            let Ok(client) = client else { continue };
            if self.open.load(Ordering::SeqCst) {
                self.connect(client);
            }
        }
    }

    fn connect(self: &Arc<Self>, client: TcpStream) {
        let server = TcpStream::connect(&self.server).expect("the server of the test answers");
        for stream in [&client, &server] {
            stream.set_nodelay(true).expect("a socket takes an option");
            self.live().push(twin(stream));
        }
        // Somebody may have closed while we connected.
        if !self.open.load(Ordering::SeqCst) {
            self.cut_all();
        }
        let losing = Arc::new(AtomicBool::new(false));
        let (asks, answers) = ((twin(&client), twin(&server)), (server, client));
        let (wire, told) = (self.clone(), losing.clone());
        thread::spawn(move || wire.forward_requests(asks, &told));
        let wire = self.clone();
        thread::spawn(move || wire.forward_answers(answers, &losing));
    }

    /// Message by message, to see each COMMIT before it leaves.
    fn forward_requests(&self, (mut client, mut server): (TcpStream, TcpStream), losing: &AtomicBool) {
        let mut prefix = 0; // the first message has no letter before its length
        while let Ok(message) = message(&mut client, prefix) {
            prefix = 1;
            if is_commit(&message) && self.is_its_turn() {
                losing.store(true, Ordering::SeqCst);
            }
            self.moves();
            if server.write_all(&message).is_err() {
                break;
            }
        }
        cut(&client, &server);
    }

    fn forward_answers(&self, (mut server, mut client): (TcpStream, TcpStream), losing: &AtomicBool) {
        let mut buffer = [0; 16 * 1024];
        while let Ok(count @ 1..) = server.read(&mut buffer) {
            // The server speaks only when asked: what comes now is the answer to COMMIT.
            if losing.load(Ordering::SeqCst) {
                self.cuts.fetch_add(1, Ordering::SeqCst);
                break;
            }
            self.moves();
            if client.write_all(&buffer[..count]).is_err() {
                break;
            }
        }
        cut(&client, &server);
    }

    fn is_its_turn(&self) -> bool {
        let mut countdown = self.countdown();
        let now = *countdown == Some(0);
        *countdown = if now { None } else { countdown.map(|left| left - 1) };
        now
    }

    fn cut_all(&self) {
        for stream in self.live().drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    /// Waits while nothing moves.
    fn moves(&self) {
        let still = self.thawed.wait_while(self.frozen(), |frozen| *frozen);
        drop(still.unwrap_or_else(PoisonError::into_inner));
    }

    fn frozen(&self) -> std::sync::MutexGuard<'_, bool> {
        self.frozen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn live(&self) -> std::sync::MutexGuard<'_, Vec<TcpStream>> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn countdown(&self) -> std::sync::MutexGuard<'_, Option<usize>> {
        self.countdown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn twin(stream: &TcpStream) -> TcpStream {
    stream.try_clone().expect("a socket has a second handle")
}

fn cut(one: &TcpStream, other: &TcpStream) {
    let _ = (one.shutdown(Shutdown::Both), other.shutdown(Shutdown::Both));
}

/// One message of PostgreSQL's protocol: perhaps a letter, then a length that counts itself, then the rest.
fn message(from: &mut TcpStream, prefix: usize) -> Result<Vec<u8>, std::io::Error> {
    let mut message = vec![0; prefix + 4];
    from.read_exact(&mut message)?;
    let length = u32::from_be_bytes(message[prefix..].try_into().expect("four bytes"));
    let rest = usize::try_from(length).ok().and_then(|length| length.checked_sub(4));
    let whole = rest.map(|rest| prefix + 4 + rest).ok_or(ErrorKind::InvalidData)?;
    let head = message.len();
    message.resize(whole, 0);
    from.read_exact(&mut message[head..])?;
    Ok(message)
}

fn is_commit(message: &[u8]) -> bool {
    message.first() == Some(&b'Q') && message[5..].starts_with(b"COMMIT")
}
