//! Serving: an address, a server on it, and its end within two seconds whatever clients hold open.

use std::{io::ErrorKind, net::SocketAddr, time::Duration};

use axum::{Router, serve::ListenerExt};
use tokio::{
    net::TcpListener,
    signal::unix::{Signal, SignalKind, signal},
    sync::oneshot,
    task::JoinHandle,
    time::timeout,
};

use crate::stop::Stop;

/// How long requests under way may take to end.
const LAST_REQUESTS: Duration = Duration::from_millis(1500);
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

/// Serves these routes there, in the background.
pub fn serve(listener: TcpListener, router: Router) -> Result<Serving, Stop> {
    let address =
        listener.local_addr().map_err(|error| Stop::refused(format!("L'adresse ouverte est inconnue ({error}).")))?;
    let (tell, told) = oneshot::channel::<()>();
    let listener = listener.tap_io(|stream| {
        // Small answers leave at once.
        let _ = stream.set_nodelay(true);
    });
    let task = tokio::spawn(async move {
        let until = async move {
            // A sender that is gone means the same.
            let _ = told.await;
        };
        if let Err(error) = axum::serve(listener, router).with_graceful_shutdown(until).await {
            tracing::error!(cause = %error, "the server ended");
        }
    });
    Ok(Serving { address, tell, task })
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

    use axum::routing::get;
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

    #[tokio::test]
    async fn a_port_that_is_taken_is_said_in_one_line() {
        let taken = bind("127.0.0.1:0").await.unwrap();
        let port = taken.local_addr().unwrap().port();
        let stop = bind(&format!("127.0.0.1:{port}")).await.unwrap_err();
        assert!(stop.to_string().starts_with(&format!("Le port {port} est déjà pris")), "{stop}");
        assert_eq!(stop.status(), crate::stop::REFUSED);
    }
}
