//! Serving: an address, a server on it, and its end within two seconds whatever clients hold open.

use std::{convert::Infallible, io, io::ErrorKind, net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    extract::Request,
    http::{Method, header},
    response::Response,
};
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    signal::unix::{Signal, SignalKind, signal},
    sync::{OwnedSemaphorePermit, Semaphore, oneshot},
    task::{JoinHandle, JoinSet},
    time::{sleep, timeout},
};
use tower::{Service, ServiceExt, service_fn, util::MapRequest};
use tower_http::timeout::RequestBodyDeadlineLayer;

use crate::{stop::Stop, unread::Taken, whence};

/// How long requests under way may take to end.
const LAST_REQUESTS: Duration = Duration::from_millis(1500);

/// What strangers may hold open.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    /// How long the head of a request may take to come, from the moment the server waits for it: a connection without any
    /// request is closed then too.
    head: Duration,
    /// How long its body may take to come, whole.
    body: Duration,
    /// The same for a file that somebody sends: 20 MiB over the line of a village.
    file: Duration,
    /// How long an answer may wait without any of it being taken.
    unread: Duration,
    /// How many connections at once; more wait to be accepted until one ends.
    connections: usize,
}

const BOUNDS: Bounds = Bounds {
    head: Duration::from_secs(5),
    body: Duration::from_secs(10),
    file: Duration::from_secs(300),
    unread: Duration::from_secs(10),
    connections: 4096,
};

/// A server at work. Dropping it ends it too, without waiting for its last requests.
#[derive(Debug)]
pub struct Serving {
    address: SocketAddr,
    tell: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

/// Takes an address such as `127.0.0.1:4000`; port 0 takes a free one.
pub async fn bind(listen: &str) -> Result<TcpListener, Stop> {
    TcpListener::bind(listen).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => {
            let port = listen.rsplit_once(':').map_or(listen, |(_, port)| port);
            Stop::refused(format!(
                "Le port {port} est déjà pris : arrêtez l'autre programme, ou choisissez un autre port avec --listen."
            ))
        }
        ErrorKind::PermissionDenied => Stop::refused(format!(
            "L'adresse {listen} est réservée à l'administrateur : choisissez un port au-dessus de 1024."
        )),
        _ => Stop::refused(format!("L'adresse {listen} ne peut pas être ouverte ({error}).")),
    })
}

/// Serves these routes there, in the background. A request's head must come within five seconds, its body within ten (a
/// file that is sent within five minutes),
/// and whoever asked must take something of the answer every ten seconds.
pub fn serve(listener: TcpListener, router: Router) -> Result<Serving, Stop> {
    within(BOUNDS, listener, router)
}

fn within(bounds: Bounds, listener: TcpListener, router: Router) -> Result<Serving, Stop> {
    let address =
        listener.local_addr().map_err(|error| Stop::refused(format!("L'adresse ouverte est inconnue ({error}).")))?;
    let (tell, told) = oneshot::channel::<()>();
    let task = tokio::spawn(answer_all(bounds, listener, router, told));
    Ok(Serving { address, tell, task })
}

/// Accepts until told to end, then lets the requests under way end. Its connections end with it at the latest.
async fn answer_all(bounds: Bounds, listener: TcpListener, router: Router, mut told: oneshot::Receiver<()>) {
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(bounds.head);
    let router = patient(bounds, &router);
    let places = Arc::new(Semaphore::new(bounds.connections));
    let (graceful, mut connections) = (GracefulShutdown::new(), JoinSet::new());
    loop {
        let (stream, from, place) = tokio::select! {
            accepted = accept(&listener, &places) => accepted,
            // A sender that is gone means the same.
            _ = &mut told => break,
        };
        // Small answers leave at once.
        let _ = stream.set_nodelay(true);
        let stream = Taken::new(stream, bounds.unread);
        let router = MapRequest::new(router.clone(), from_there(from));
        let served = server.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
        let served = graceful.watch(served);
        connections.spawn(async move {
            // Whoever breaks off, or is too slow, harms only themselves.
            let _ = served.await;
            drop(place);
        });
        while connections.try_join_next().is_some() {}
    }
    drop(listener);
    graceful.shutdown().await;
}

/// Tells each request of a connection where it comes from.
fn from_there<B>(from: SocketAddr) -> impl Fn(Request<B>) -> Request<B> + Clone {
    let whence = whence::household(from.ip());
    move |mut request: Request<B>| {
        request.extensions_mut().insert(whence.clone());
        request
    }
}

/// The routes, each of which waits for a body as long as it may be on the way.
fn patient(
    bounds: Bounds,
    router: &Router,
) -> impl Service<Request<Incoming>, Response = Response, Error = Infallible, Future: Send> + Clone + Send + 'static {
    let within = |longest| router.clone().layer(RequestBodyDeadlineLayer::new(longest));
    let (short, long) = (within(bounds.body), within(bounds.file));
    service_fn(move |request: Request<Incoming>| {
        let router = if bears_a_file(&request) { long.clone() } else { short.clone() };
        router.oneshot(request)
    })
}

/// Whether somebody sends a file: to its own door, or with a page's form.
fn bears_a_file<B>(request: &Request<B>) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let with_a_form = kind.get(..FORM.len()).is_some_and(|kind| kind.eq_ignore_ascii_case(FORM));
    request.method() == Method::POST && (request.uri().path() == FILES || with_a_form)
}

const FILES: &str = "/files";
const FORM: &str = "multipart/form-data";

/// The next connection, once there is a place for it.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> (TcpStream, SocketAddr, Option<OwnedSemaphorePermit>) {
    // Nobody closes the places: there is always one to come.
    let place = places.clone().acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, from)) => return (stream, from, place),
            Err(error) if is_the_strangers(&error) => {}
            Err(error) => {
                // No handle is left, perhaps: some will be given back.
                tracing::error!(cause = %error, "a connection was not accepted");
                sleep(Duration::from_secs(1)).await;
            }
        }
    }
}

fn is_the_strangers(error: &io::Error) -> bool {
    use ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionRefused | ConnectionAborted | ConnectionReset)
}

impl Serving {
    /// Where it listens.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The same, as clients write it: `http://127.0.0.1:4000`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Takes no more requests, lets those under way end, and after a second and a half waits no more.
    pub async fn stop(self) {
        let Self { tell, mut task, .. } = self;
        let _ = tell.send(());
        if timeout(LAST_REQUESTS, &mut task).await.is_err() {
            tracing::warn!("some requests did not end in time");
            task.abort();
        }
    }
}

/// Somebody's wish that the program end: Ctrl-C or SIGTERM, heeded from the moment this is made.
///
/// Made before the address is told: whoever has read it may ask at once.
#[derive(Debug)]
pub struct EndAsked {
    interrupt: Signal,
    term: Signal,
}

impl EndAsked {
    /// Begins to listen.
    pub fn listen() -> Result<Self, Stop> {
        let cannot = |error| Stop::refused(format!("Les signaux d'arrêt ne peuvent pas être suivis ({error})."));
        let interrupt = signal(SignalKind::interrupt()).map_err(cannot)?;
        Ok(Self { interrupt, term: signal(SignalKind::terminate()).map_err(cannot)? })
    }

    /// Waits until somebody asks.
    pub async fn comes(mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.term.recv() => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use axum::{
        body::Bytes,
        routing::{get, post},
    };
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpStream,
        sync::Notify,
        time::Instant,
    };

    use super::*;

    async fn started(router: Router) -> Serving {
        serve(bind("127.0.0.1:0").await.unwrap(), router).unwrap()
    }

    async fn asked(serving: &Serving) -> TcpStream {
        let mut stream = TcpStream::connect(serving.address()).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
        stream
    }

    #[tokio::test]
    async fn idle_connections_do_not_hold_it_open() {
        let serving = started(Router::new().route("/", get(async || "ok"))).await;
        let mut kept_alive = asked(&serving).await;
        let mut answer = [0; 15];
        kept_alive.read_exact(&mut answer).await.unwrap();
        assert_eq!(&answer, b"HTTP/1.1 200 OK");
        let _silent = TcpStream::connect(serving.address()).await.unwrap();
        let began = Instant::now();
        serving.stop().await;
        assert!(began.elapsed() < Duration::from_secs(2));
    }

    #[tokio::test]
    async fn a_request_under_way_is_answered_and_one_without_end_is_left() {
        let (entered, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let (inside, gate) = (entered.clone(), go_on.clone());
        let slow = get(async move || {
            inside.notify_one();
            gate.notified().await;
            "done"
        });
        let serving = started(Router::new().route("/", slow)).await;
        let mut answered = asked(&serving).await;
        entered.notified().await;
        let _left = asked(&serving).await;
        entered.notified().await;
        go_on.notify_one();
        let began = Instant::now();
        serving.stop().await;
        assert!(began.elapsed() < Duration::from_secs(2));
        let mut answer = String::new();
        answered.read_to_string(&mut answer).await.unwrap();
        assert!(answer.ends_with("done"), "{answer}");
    }

    /// The rest of what comes on a connection until it is closed.
    async fn rest(mut stream: TcpStream) -> String {
        let mut text = String::new();
        timeout(Duration::from_secs(5), stream.read_to_string(&mut text)).await.expect("it is closed").unwrap();
        text
    }

    #[tokio::test]
    async fn whoever_sends_a_head_slowly_or_nothing_at_all_is_left() {
        let bounds = Bounds { head: Duration::from_millis(100), ..BOUNDS };
        let listener = bind("127.0.0.1:0").await.unwrap();
        let serving = within(bounds, listener, Router::new().route("/", get(async || "ok"))).unwrap();
        let silent = TcpStream::connect(serving.address()).await.unwrap();
        let mut slow = TcpStream::connect(serving.address()).await.unwrap();
        slow.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n").await.unwrap();
        assert_eq!(rest(silent).await, "");
        assert!(!rest(slow).await.contains("200"), "its request was never whole");
        assert!(rest(asked(&serving).await).await.ends_with("ok"), "others are answered, then left to themselves");
    }

    #[tokio::test]
    async fn whoever_keeps_a_body_back_is_left() {
        let bounds = Bounds { body: Duration::from_millis(100), ..BOUNDS };
        let listener = bind("127.0.0.1:0").await.unwrap();
        let serving = within(bounds, listener, Router::new().route("/", post(async |_: Bytes| "ok"))).unwrap();
        for begun in ["content-length: 9\r\n\r\n", "content-length: 9\r\n\r\nabc", "transfer-encoding: chunked\r\n\r\n"]
        {
            let mut slow = TcpStream::connect(serving.address()).await.unwrap();
            slow.write_all(format!("POST / HTTP/1.1\r\nhost: x\r\n{begun}").as_bytes()).await.unwrap();
            assert!(rest(slow).await.starts_with("HTTP/1.1 400 "), "told, and closed: {begun}");
        }
        let mut whole = TcpStream::connect(serving.address()).await.unwrap();
        let request = b"POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 3\r\n\r\nabc";
        whole.write_all(request).await.unwrap();
        assert!(rest(whole).await.ends_with("ok"));
    }

    #[tokio::test]
    async fn whoever_takes_no_answer_leaves_the_place_to_others() {
        let bounds = Bounds { unread: Duration::from_millis(100), connections: 1, ..BOUNDS };
        let listener = bind("127.0.0.1:0").await.unwrap();
        // More than the buffers of a connection hold.
        let router = Router::new().route("/", get(async || vec![b'x'; 64 * 1024 * 1024]));
        let serving = within(bounds, listener, router).unwrap();
        let _takes_nothing = asked(&serving).await;
        let mut answer = [0; 15];
        let mut other = asked(&serving).await;
        timeout(Duration::from_secs(5), other.read_exact(&mut answer)).await.expect("a place").unwrap();
        assert_eq!(&answer, b"HTTP/1.1 200 OK");
    }

    #[tokio::test]
    async fn one_connection_too_many_waits_for_another_to_end() {
        let bounds = Bounds { head: Duration::from_secs(30), connections: 2, ..BOUNDS };
        let listener = bind("127.0.0.1:0").await.unwrap();
        let serving = within(bounds, listener, Router::new().route("/", get(async || "ok"))).unwrap();
        let mut answer = [0; 15];
        let mut first = asked(&serving).await;
        first.read_exact(&mut answer).await.unwrap();
        let mut second = asked(&serving).await;
        second.read_exact(&mut answer).await.unwrap();
        let mut third = asked(&serving).await;
        let none = timeout(Duration::from_millis(100), third.read_exact(&mut answer)).await;
        assert!(none.is_err(), "two are enough");
        drop(first);
        timeout(Duration::from_secs(5), third.read_exact(&mut answer)).await.expect("a place").unwrap();
        assert_eq!(&answer, b"HTTP/1.1 200 OK");
        drop(second);
    }

    #[tokio::test]
    async fn each_request_is_told_where_it_comes_from() {
        use axum::Extension;
        use kernel::access::Whence;
        let tell = get(async |Extension(whence): Extension<Whence>| whence.0);
        let serving = started(Router::new().route("/", tell)).await;
        let mut stream = TcpStream::connect(serving.address()).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
        assert!(rest(stream).await.ends_with("127.0.0.1"));
    }

    #[tokio::test]
    async fn a_port_that_is_taken_is_said_in_one_line() {
        let taken = bind("127.0.0.1:0").await.unwrap();
        let port = taken.local_addr().unwrap().port();
        let stop = bind(&format!("127.0.0.1:{port}")).await.unwrap_err();
        assert!(stop.to_string().starts_with(&format!("Le port {port} est déjà pris")), "{stop}");
        assert_eq!(stop.status(), crate::stop::REFUSED);
    }
}
