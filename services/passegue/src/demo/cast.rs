//! Who plays in the story: structures, people and the roles they hold.

use std::collections::BTreeMap;

use kernel::{
    access::Role,
    chance::Chance,
    ids::{PersonId, StructureId},
};
use serde_json::json;

use super::{
    client::{Client, Stumble, text},
    deeds::{ENROL, REGISTER},
    players::{ADMINISTRATOR, Player, Somebody},
    theatre::Theatre,
};

/// Everybody who is not at a venue.
pub(crate) struct Cast {
    pub(crate) administrator: Player,
    pub(crate) operator: Player,
    pub(crate) second_operator: Player,
    pub(crate) treasurer: Player,
    pub(crate) second_treasurer: Player,
    pub(crate) analyst: Player,
    pub(crate) funder: Player,
    pub(crate) prescribers: Vec<Prescriber>,
}

/// Somebody who hands booklets out, and where.
pub(crate) struct Prescriber {
    /// INSEE code.
    pub(crate) commune: &'static str,
    pub(crate) town: &'static str,
    pub(crate) player: Player,
}

const PRESCRIBERS: [(&str, &str, &str, Somebody<'_>); 3] = [
    (
        "62447",
        "Hesdin-la-Forêt",
        "Service d'accueil de Hesdin-la-Forêt",
        ("Nadia Fontaine", "prescription-hesdin@7vallees.example"),
    ),
    (
        "62204",
        "Campagne-lès-Hesdin",
        "Centre social de Campagne-lès-Hesdin",
        ("Luc Hembert", "prescription-campagne@7vallees.example"),
    ),
    (
        "62335",
        "Fillièvres",
        "Secrétariat de mairie de Fillièvres",
        ("Élise Wallois", "prescription-fillievres@7vallees.example"),
    ),
];

impl Cast {
    /// Who hands out the booklet at that place in a run: each prescriber in turn.
    pub(crate) fn prescriber_of(&self, place: usize) -> &Prescriber {
        &self.prescribers[place % self.prescribers.len()]
    }

    /// Registers the structures and enrols the people, by the administrator's hand.
    pub(crate) async fn gather(client: &Client, theatre: &Theatre, chance: &Chance) -> Result<Self, Stumble> {
        let (person, organisation) = theatre.administrator();
        let (name, mail) = (ADMINISTRATOR.0.to_owned(), ADMINISTRATOR.1.to_owned());
        let administrator = Player { person, organisation, roles: vec![Role::Administrator], name, mail };
        let hand = Enroller { client, chance, token: theatre.token(&administrator)? };
        let network = organisation;
        let epci = hand.structure("Communauté de communes des 7 Vallées", "INTERCOMMUNALITY").await?;
        let mut prescribers = Vec::new();
        for (commune, town, name, somebody) in PRESCRIBERS {
            let structure = hand.structure(name, "PRESCRIBER").await?;
            let player = hand.enrol(structure, &[Role::Prescriber], somebody).await?;
            prescribers.push(Prescriber { commune, town, player });
        }
        Ok(Self {
            operator: hand
                .enrol(network, &[Role::Operator], ("Marc Lefebvre", "tete-de-reseau@7vallees.example"))
                .await?,
            second_operator: hand
                .enrol(network, &[Role::Operator], ("Sophie Carpentier", "agrement@7vallees.example"))
                .await?,
            treasurer: hand
                .enrol(network, &[Role::Treasurer], ("Julie Duhamel", "tresorerie@7vallees.example"))
                .await?,
            second_treasurer: hand
                .enrol(network, &[Role::Treasurer], ("Antoine Mercier", "comptabilite@7vallees.example"))
                .await?,
            analyst: hand.enrol(epci, &[Role::Analyst], ("Claire Boulanger", "analyse@7vallees.example")).await?,
            funder: hand.enrol(epci, &[Role::Funder], ("Paul Vasseur", "commande@7vallees.example")).await?,
            administrator,
            prescribers,
        })
    }
}

/// The administrator's hand.
pub(crate) struct Enroller<'e> {
    pub(crate) client: &'e Client,
    pub(crate) chance: &'e Chance,
    pub(crate) token: String,
}

impl Enroller<'_> {
    async fn structure(&self, name: &str, kind: &str) -> Result<StructureId, Stumble> {
        let variables = json!({ "key": self.client.key(), "input": { "name": name, "kind": kind } });
        let done = self.client.does(&self.token, REGISTER, variables).await?;
        text(&done["id"]).parse().map_err(|_| super::client::otherwise(REGISTER, done.to_string()))
    }

    /// Enrols a new person in a structure under these roles.
    pub(crate) async fn enrol(
        &self,
        organisation: StructureId,
        roles: &[Role],
        (name, mail): Somebody<'_>,
    ) -> Result<Player, Stumble> {
        let person: PersonId = self.chance.id();
        for role in roles {
            let role = role.name().replace('-', "_").to_uppercase();
            let variables = json!({
                "key": self.client.key(),
                "organisation": organisation.to_string(),
                "person": person.to_string(),
                "role": role,
                "name": name,
                "mail": mail,
            });
            self.client.does(&self.token, ENROL, variables).await?;
        }
        let (name, mail) = (name.to_owned(), mail.to_owned());
        Ok(Player { person, organisation, roles: roles.to_vec(), name, mail })
    }
}

/// Somebody for each role, for whoever wants to try the demo by hand.
pub(crate) fn faces<'c>(cast: &'c Cast, counter: &'c Player) -> [(Role, &'c Player); 8] {
    [
        (Role::Administrator, &cast.administrator),
        (Role::Operator, &cast.operator),
        (Role::Treasurer, &cast.treasurer),
        (Role::Funder, &cast.funder),
        (Role::Analyst, &cast.analyst),
        (Role::Prescriber, &cast.prescribers[0].player),
        (Role::CounterStaff, counter),
        (Role::VenueManager, counter),
    ]
}

/// A token for each role.
pub(crate) fn tokens(
    theatre: &Theatre,
    cast: &Cast,
    counter: &Player,
) -> Result<BTreeMap<&'static str, String>, Stumble> {
    faces(cast, counter).into_iter().map(|(role, player)| Ok((role.name(), theatre.token(player)?))).collect()
}
