//! What every chapter has at hand.

use kernel::chance::Chance;
use serde_json::{Value, json};

use super::{
    cast::Cast,
    client::{Client, Deed, Said, Stumble},
    narrator::Narrator,
    players::Player,
    theatre::Theatre,
};

/// The scene: the network that is up, the client that asks it, the cast, and who tells.
pub(crate) struct Stage {
    pub(crate) theatre: Theatre,
    pub(crate) client: Client,
    pub(crate) cast: Cast,
    pub(crate) chance: Chance,
    pub(crate) narrator: Narrator,
}

impl Stage {
    /// A player does a deed that must be accepted, under a new key.
    pub(crate) async fn does(&self, player: &Player, deed: Deed, mut variables: Value) -> Result<Value, Stumble> {
        variables["key"] = json!(self.client.key());
        self.client.does(&self.theatre.token(player)?, deed, variables).await
    }

    /// A player does a deed that must be refused with that code, under a new key.
    pub(crate) async fn is_refused(
        &self,
        player: &Player,
        deed: Deed,
        mut variables: Value,
        code: &str,
    ) -> Result<Said, Stumble> {
        variables["key"] = json!(self.client.key());
        self.client.is_refused(&self.theatre.token(player)?, deed, variables, code).await
    }

    /// A player reads something.
    pub(crate) async fn reads(&self, player: &Player, deed: Deed, variables: Value) -> Result<Value, Stumble> {
        self.client.ask(&self.theatre.token(player)?, deed, variables).await
    }
}
