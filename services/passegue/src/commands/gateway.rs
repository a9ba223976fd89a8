//! `passegue gateway`: the gateway alone, for any composed supergraph over its subgraphs on HTTP.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    io::ErrorKind,
    net::IpAddr,
    path::{Path, PathBuf},
    sync::{Arc, RwLock},
    time::Duration,
};

use axum::{Router, routing::get};
use gateway::{
    BadSupergraph, CannotLoad, Entrance, Gateway, HttpSubgraph, Introspection, Limits, Sender, Settings, Subgraph,
};
use kernel::{chance::Chance, clock::Clock};
use tokio::net::lookup_host;
use tower_http::catch_panic::CatchPanicLayer;

use super::opening::{public_keys, say};
use crate::{
    config::Environment,
    serve::{self, EndAsked},
    stop::Stop,
    telemetry,
};

const HOW: &str = "\
Sans --jwks, elle ne demande pas de jeton et n'écoute que sur cette machine. Avec --jwks, chaque requête
porte un jeton d'accès (« Authorization: Bearer … ») signé par une clé de ce document : sans jeton, ou avec
un jeton qui n'est pas cru, la réponse est 401. Les sous-graphes ne reçoivent ni ce jeton ni signature.";

/// The options.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = HOW)]
pub struct Args {
    /// Le supergraphe composé ; chaque sous-graphe y dit son adresse (@join__graph).
    #[arg(long, value_name = "FICHIER")]
    supergraph: PathBuf,
    /// Adresse et port d'écoute ; cette machine seulement, sauf avec --jwks.
    #[arg(long, value_name = "ADRESSE", default_value = "127.0.0.1:4000")]
    listen: String,
    /// Clés publiques dont les jetons sont crus : chaque requête doit alors en porter un.
    #[arg(long, value_name = "FICHIER")]
    jwks: Option<PathBuf>,
    /// L'adresse d'un sous-graphe, au lieu de celle du supergraphe ; peut être répété.
    #[arg(long, value_name = "NOM=URL", value_parser = named_address)]
    subgraph: Vec<(String, String)>,
    #[command(flatten)]
    bounds: Bounds,
}

/// The limits, wide by default: whoever runs this knows the clients.
#[derive(Clone, Debug, clap::Args)]
struct Bounds {
    /// Octets du corps d'une requête.
    #[arg(long, value_name = "OCTETS", default_value_t = 1024 * 1024)]
    max_body: usize,
    /// Mots et signes du document.
    #[arg(long, value_name = "N", default_value_t = 20_000)]
    max_tokens: usize,
    /// Champs dans des champs.
    #[arg(long, value_name = "N", default_value_t = 40)]
    max_depth: usize,
    /// Alias, fragments dépliés.
    #[arg(long, value_name = "N", default_value_t = 1000)]
    max_aliases: usize,
    /// Champs à la racine d'une opération.
    #[arg(long, value_name = "N", default_value_t = 1000)]
    max_root_fields: usize,
    /// Directives, fragments dépliés.
    #[arg(long, value_name = "N", default_value_t = 1000)]
    max_directives: usize,
    /// Champs en tout, fragments dépliés.
    #[arg(long, value_name = "N", default_value_t = 20_000)]
    max_cost: usize,
    /// Valeurs dans les variables.
    #[arg(long, value_name = "N", default_value_t = 20_000)]
    max_variable_values: usize,
    /// Valeurs les unes dans les autres dans les variables.
    #[arg(long, value_name = "N", default_value_t = 40)]
    max_variable_depth: usize,
    /// Requêtes servies en même temps ; au-delà, 503.
    #[arg(long, value_name = "N", default_value_t = 1024)]
    max_requests: usize,
    /// Octets de la réponse d'un sous-graphe ; au-delà, elle est perdue.
    #[arg(long, value_name = "OCTETS", default_value_t = 16 * 1024 * 1024)]
    max_answer: usize,
    /// Temps laissé à chaque sous-graphe, en millisecondes.
    #[arg(long, value_name = "MS", default_value_t = 10_000)]
    subgraph_timeout_ms: u64,
    /// Temps laissé à la réponse entière, en millisecondes.
    #[arg(long, value_name = "MS", default_value_t = 30_000)]
    timeout_ms: u64,
}

/// Serves until Ctrl-C or SIGTERM.
///
/// Refused: a supergraph that is none, a subgraph without a usable address, a listening address that others reach
/// without tokens.
pub async fn run(args: Args, environment: &Environment) -> Result<(), Stop> {
    telemetry::start(environment.log())?;
    let gateway = Arc::new(load(&args)?);
    if args.jwks.is_none() {
        only_here(&args.listen).await?;
    }
    let listener = serve::bind(&args.listen).await?;
    let end = EndAsked::listen()?;
    let entrance = if args.jwks.is_some() { Entrance::Token } else { Entrance::Open };
    let serving = serve::serve(listener, routes(gateway, entrance))?;
    tracing::info!(address = %serving.address(), "gateway ready");
    say(format!("Passegué écoute sur {}", serving.url()));
    end.comes().await;
    tracing::info!("asked to end");
    serving.stop().await;
    Ok(())
}

fn routes(gateway: Arc<Gateway>, entrance: Entrance) -> Router {
    Router::new()
        .route("/health/live", get(async || "ok"))
        .route("/health/ready", get(async || "ready"))
        .merge(gateway::router_through(gateway, entrance))
        .layer(CatchPanicLayer::new())
}

fn load(args: &Args) -> Result<Gateway, Stop> {
    let path = &args.supergraph;
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(&error, path))?;
    let addresses = addresses(&text, args)?;
    let keys = args.jwks.as_deref().map(public_keys).transpose()?;
    Gateway::load(Settings {
        supergraph: &text,
        subgraphs: subgraphs(&addresses, &args.bounds)?,
        keys: Arc::new(RwLock::new(keys.unwrap_or_default())),
        revoked: Arc::default(),
        clock: Clock::wall(),
        chance: Chance::from_machine(),
        limits: args.bounds.limits(),
        introspection: Introspection::ToAll,
        money_fields: HashSet::new(),
    })
    .map_err(|error| match error {
        CannotLoad::Supergraph(bad) => unusable(&bad, path),
        unanswered @ CannotLoad::Unanswered(_) => Stop::refused(unanswered),
    })
}

/// Where each subgraph is asked: as the command line says, or else the supergraph itself.
fn addresses(text: &str, args: &Args) -> Result<BTreeMap<String, String>, Stop> {
    let mut addresses = gateway::addresses(text).map_err(|bad| unusable(&bad, &args.supergraph))?;
    for (name, url) in &args.subgraph {
        match addresses.get_mut(name) {
            Some(address) => url.clone_into(address),
            None => return Err(Stop::usage(format!("Le supergraphe n'a pas de sous-graphe « {name} » (--subgraph)."))),
        }
    }
    Ok(addresses)
}

fn subgraphs(
    addresses: &BTreeMap<String, String>,
    bounds: &Bounds,
) -> Result<HashMap<String, Arc<dyn Subgraph>>, Stop> {
    let sender = Sender::plain(bounds.max_answer)
        .map_err(|error| Stop::refused(format!("Le client des sous-graphes ne peut pas être fait ({error}).")))?;
    let patience = Duration::from_millis(bounds.subgraph_timeout_ms);
    let reached = |(name, url): (&String, &String)| {
        let url = usable(name, url)?;
        let sender = sender.clone();
        let subgraph: Arc<dyn Subgraph> = Arc::new(HttpSubgraph { name: name.clone(), url, patience, sender });
        Ok((name.clone(), subgraph))
    };
    addresses.iter().map(reached).collect()
}

/// An address that the client can ask: it speaks HTTP without TLS.
fn usable(name: &str, url: &str) -> Result<String, Stop> {
    let plain = reqwest::Url::parse(url).is_ok_and(|url| url.scheme() == "http" && url.has_host());
    match plain {
        true => Ok(url.to_owned()),
        false => Err(Stop::refused(format!(
            "Le sous-graphe « {name} » n'a pas d'adresse en http:// : donnez-la par --subgraph {name}=http://…"
        ))),
    }
}

/// Without tokens, nobody on another machine is let in.
async fn only_here(listen: &str) -> Result<(), Stop> {
    let addresses: Vec<IpAddr> =
        lookup_host(listen).await.map(|found| found.map(|address| address.ip()).collect()).unwrap_or_default();
    // An address that is none is said by whoever tries to open it.
    match addresses.iter().all(IpAddr::is_loopback) {
        true => Ok(()),
        false => Err(Stop::usage(format!(
            "L'adresse {listen} est ouverte à d'autres machines : choisissez 127.0.0.1, ou demandez des jetons avec --jwks."
        ))),
    }
}

fn unreadable(error: &std::io::Error, path: &Path) -> Stop {
    let path = path.display();
    Stop::refused(match error.kind() {
        ErrorKind::NotFound => format!("Le fichier {path} n'existe pas : vérifiez --supergraph."),
        ErrorKind::IsADirectory => {
            format!("{path} est un dossier : donnez par --supergraph le fichier du supergraphe.")
        }
        _ => format!("Le supergraphe {path} ne peut pas être lu ({error})."),
    })
}

fn unusable(bad: &BadSupergraph, path: &Path) -> Stop {
    let path = path.display();
    Stop::refused(match bad {
        BadSupergraph::Unreadable(said) => {
            format!("Le fichier {path} n'est pas un schéma GraphQL : corrigez-le, ou donnez un autre fichier ({said}).")
        }
        BadSupergraph::NotComposed => {
            format!("Le fichier {path} n'est pas un supergraphe : composez d'abord les schémas des sous-graphes.")
        }
        BadSupergraph::Unusable(said) => {
            format!("Le supergraphe {path} ne peut pas servir : composez-le de nouveau ({said}).")
        }
    })
}

fn named_address(written: &str) -> Result<(String, String), String> {
    let (name, url) = written.split_once('=').ok_or("NOM=URL")?;
    Ok((name.to_owned(), url.to_owned()))
}

impl Bounds {
    fn limits(&self) -> Limits {
        Limits {
            body: self.max_body,
            tokens: self.max_tokens,
            depth: self.max_depth,
            nesting: self.max_depth.saturating_mul(2).max(Limits::default().nesting),
            aliases: self.max_aliases,
            root_fields: self.max_root_fields,
            directives: self.max_directives,
            cost: self.max_cost,
            variable_values: self.max_variable_values,
            variable_depth: self.max_variable_depth,
            introspection_values: 1_000_000,
            concurrency: self.max_requests,
            answering: Duration::from_millis(self.timeout_ms),
            ..Limits::default()
        }
    }
}
