//! A subgraph of a test over real HTTP: a schema, some data, and a journal of what it was asked.

use std::sync::{Arc, Mutex, PoisonError};

use axum::{Json, Router, extract::State, routing::post};
use serde_json::{Map, Value};
use tokio::{net::TcpListener, task::JoinHandle};

use super::{answer::answer, rules::Data, sdl::Sdl};

/// One question that a subgraph received.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) subgraph: String,
    pub(super) query: String,
    pub(super) variables: Map<String, Value>,
}

/// Everything that the subgraphs of a test were asked, in order.
#[derive(Clone, Default)]
pub(super) struct Journal(Arc<Mutex<Vec<Asked>>>);

impl Journal {
    /// Writes a question down.
    pub(super) fn add(&self, asked: Asked) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(asked);
    }

    /// What was asked since the last look.
    pub(super) fn take(&self) -> Vec<Asked> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A server of a test; dropping it ends it.
pub(super) struct Server {
    pub(super) url: String,
    task: JoinHandle<()>,
}

impl Server {
    /// These routes on a free port, asked at `/graphql`.
    pub(super) async fn start(router: Router) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}/graphql", listener.local_addr().expect("a bound port"));
        let task = tokio::spawn(async move { axum::serve(listener, router).await.expect("it serves") });
        Self { url, task }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A subgraph at work.
pub(super) struct Subgraph {
    pub(super) name: String,
    pub(super) server: Server,
    inner: Arc<Inner>,
}

struct Inner {
    name: String,
    sdl: Sdl,
    first: Data,
    data: Mutex<Data>,
    journal: Journal,
}

impl Subgraph {
    /// That schema over that data.
    pub(super) async fn start(name: &str, sdl: &str, data: &str, journal: &Journal) -> Self {
        let (sdl, first) = (Sdl::read(sdl), Data::read(data));
        let data = Mutex::new(first.clone());
        let inner = Arc::new(Inner { name: name.to_owned(), sdl, first, data, journal: journal.clone() });
        let router = Router::new().route("/graphql", post(serve)).with_state(inner.clone());
        Self { name: name.to_owned(), server: Server::start(router).await, inner }
    }

    /// Forgets what mutations added.
    pub(super) fn begin_again(&self) {
        *self.inner.data.lock().unwrap_or_else(PoisonError::into_inner) = self.inner.first.clone();
    }
}

#[derive(serde::Deserialize)]
struct Request {
    query: String,
    #[serde(default)]
    variables: Map<String, Value>,
}

async fn serve(State(inner): State<Arc<Inner>>, Json(request): Json<Request>) -> Json<Value> {
    let Request { query, variables } = request;
    inner.journal.add(Asked { subgraph: inner.name.clone(), query: query.clone(), variables: variables.clone() });
    let mut data = inner.data.lock().unwrap_or_else(PoisonError::into_inner);
    Json(answer(&inner.sdl, &mut data, &query, variables))
}
