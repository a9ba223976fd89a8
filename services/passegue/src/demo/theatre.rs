//! The network of the story: a centre and three venue machines on loopback, in one process, each with its own database.

use std::path::{Path, PathBuf};

use super::{
    client::Stumble,
    players::{ADMINISTRATOR, Place, Player, first_day},
};
use crate::{
    centre::{self, Centre, CentreSettings},
    config::House,
    serve::{self, Serving},
    stop::Stop,
    venue_node::{self, NodeSettings, VenueNode},
};
use kernel::{
    chance::Chance,
    clock::{At, Clock},
    ids::{PersonId, StructureId},
};
use tokio::net::TcpListener;

/// A venue's own machine, as the operator declares it.
pub(crate) struct Machine {
    pub(crate) url: String,
    pub(crate) public_key: String,
}

/// What is up while the story goes.
pub(crate) struct Theatre {
    centre: Centre,
    serving: Serving,
    machines: Vec<(String, Serving, VenueNode)>,
    clock: Clock,
    chance: Chance,
    data: PathBuf,
    administrator: (PersonId, StructureId),
}

// Tokens of the story last a day by its clock: long enough to try the demo by hand afterwards.
const TOKEN_MINUTES: i64 = 24 * 60;

impl Theatre {
    /// Opens a centre in an empty folder, at eight in the morning of the first day.
    pub(crate) async fn open(data: &Path, chance: Chance) -> Result<Self, Stumble> {
        let clock = Clock::story(first_day().at(8, 0));
        let listener = bind_near(FIRST_PORT).await?;
        let address = listener.local_addr().map_err(setting)?;
        let settings = CentreSettings {
            site: Some(format!("http://{address}")),
            ..CentreSettings::local(data, house(), clock.clone(), chance.clone())
        };
        let centre = centre::open(settings).await.map_err(setting)?;
        let (name, mail) = ADMINISTRATOR;
        let founded = centre.found_by("Passegué, tête de réseau des 7 Vallées", name, mail).await;
        let administrator = founded.map_err(|trouble| setting(Stop::from(trouble)))?;
        let serving = serve::serve(listener, centre.router().merge(portal::graphiql::router())).map_err(setting)?;
        let data = data.to_path_buf();
        Ok(Self { centre, serving, machines: Vec::new(), clock, chance, data, administrator })
    }

    /// The address of the centre.
    pub(crate) fn url(&self) -> String {
        self.serving.url()
    }

    /// Venue by venue, the address of its own machine.
    pub(crate) fn machines(&self) -> Vec<(String, String)> {
        self.machines.iter().map(|(name, serving, _)| (name.clone(), serving.url())).collect()
    }

    /// The first administrator, and the network's own structure.
    pub(crate) const fn administrator(&self) -> (PersonId, StructureId) {
        self.administrator
    }

    /// A token for a player, by the story's clock.
    pub(crate) fn token(&self, player: &Player) -> Result<String, Stumble> {
        let roles = player.roles.iter().copied();
        self.centre.mint(player.person, player.organisation, roles, TOKEN_MINUTES).map_err(setting)
    }

    /// The story goes on at that instant.
    pub(crate) fn jump_to(&self, at: At) {
        self.clock.jump_to(at);
    }

    /// Starts a venue's own machine, with its own database, on the next free port.
    pub(crate) async fn start_machine(&mut self, place: &Place) -> Result<Machine, Stumble> {
        let (database, key_file) = venue_node::files_of(&self.data, &format!("lieu-{}", place.commune));
        let node = venue_node::open(NodeSettings {
            venue: place.id.parse().map_err(setting)?,
            structure: place.staff.organisation,
            place: database,
            key_file,
            centre_url: self.url(),
            centre_keys: None,
            clock: self.clock.clone(),
            chance: self.chance.branch(),
        })
        .await
        .map_err(setting)?;
        let listener = bind_near(FIRST_PORT + 1 + self.machines.len()).await?;
        let serving = serve::serve(listener, node.router()).map_err(setting)?;
        let machine = Machine { url: serving.url(), public_key: node.public_key().to_hex() };
        self.machines.push((place.name.clone(), serving, node));
        Ok(machine)
    }

    /// Ends every server.
    pub(crate) async fn end(self) {
        for (_, serving, _) in self.machines {
            serving.stop().await;
        }
        self.serving.stop().await;
    }
}

const FIRST_PORT: usize = 4000;

/// That port of loopback, or a free one when it is taken.
async fn bind_near(port: usize) -> Result<TcpListener, Stumble> {
    match serve::bind(&format!("127.0.0.1:{port}")).await {
        Ok(listener) => Ok(listener),
        Err(_) => serve::bind("127.0.0.1:0").await.map_err(setting),
    }
}

/// The network's own account in the story: a bank that does not exist, a key that is right.
fn house() -> House {
    House {
        name: "Passegué des 7 Vallées".to_owned(),
        iban: "FR7699999620000000000007732".to_owned(),
        bic: "PASSFRPP".to_owned(),
        public_url: "HTTPS://PASS.EXAMPLE".to_owned(),
        settlement_day: Some(5),
    }
}

fn setting(error: impl std::fmt::Display) -> Stumble {
    Stumble::Setting(error.to_string())
}
