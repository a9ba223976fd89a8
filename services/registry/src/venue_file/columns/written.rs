//! One row in the terms of the standard, as written: nothing is checked yet.

use std::collections::HashMap;

use crate::venue_file::{columns::lists::List, hours::WrittenHours};

/// A field that holds one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Field {
    /// `id`
    Id,
    /// `pivot`
    Pivot,
    /// `nom`
    Name,
    /// `commune`
    Commune,
    /// `code_postal`
    Postcode,
    /// `code_insee`
    Insee,
    /// `adresse`
    Address,
    /// `complement_adresse`
    Complement,
    /// `latitude`
    Latitude,
    /// `longitude`
    Longitude,
    /// `telephone`
    Phone,
    /// `courriels`
    Mails,
    /// `site_web`
    Websites,
    /// `presentation_resume`
    Summary,
    /// `presentation_detail`
    Detail,
    /// `source`
    Source,
    /// `structure_parente`
    Parent,
    /// `date_maj`
    UpdatedOn,
    /// `fiche_acces_libre`
    AccessForm,
    /// `prise_rdv`
    Booking,
}

/// Each field with its names: the one of v1 first, then older ones.
pub(crate) const FIELDS: [(Field, &[&str]); 20] = [
    (Field::Id, &["id"]),
    (Field::Pivot, &["pivot"]),
    (Field::Name, &["nom"]),
    (Field::Commune, &["commune"]),
    (Field::Postcode, &["code_postal"]),
    (Field::Insee, &["code_insee"]),
    (Field::Address, &["adresse", "voie"]),
    (Field::Complement, &["complement_adresse"]),
    (Field::Latitude, &["latitude"]),
    (Field::Longitude, &["longitude"]),
    (Field::Phone, &["telephone"]),
    (Field::Mails, &["courriels", "courriel"]),
    (Field::Websites, &["site_web"]),
    (Field::Summary, &["presentation_resume"]),
    (Field::Detail, &["presentation_detail"]),
    (Field::Source, &["source"]),
    (Field::Parent, &["structure_parente"]),
    (Field::UpdatedOn, &["date_maj"]),
    (Field::AccessForm, &["fiche_acces_libre", "accessibilite"]),
    (Field::Booking, &["prise_rdv"]),
];

/// Each closed list with its names, the same way.
pub(crate) const LISTS: [(List, &[&str]); 10] = [
    (List::Kinds, &["typologie", "typologies"]),
    (List::Itinerance, &["itinerance"]),
    (List::Services, &["services"]),
    (List::Publics, &["publics_specifiquement_adresses", "publics_accueillis", "publicAccueilli"]),
    (List::Care, &["prise_en_charge_specifique"]),
    (List::Fees, &["frais_a_charge", "conditions_acces", "conditions_access", "conditionAcces", "conditionsAcces"]),
    (List::Programmes, &["dispositif_programmes_nationaux", "labels_nationaux", "labelNational"]),
    (List::Labels, &["formations_labels"]),
    (List::Access, &["modalites_acces"]),
    (List::Support, &["modalites_accompagnement", "modaliteAccompagnement"]),
];

/// Names of the labels that no list holds.
pub(crate) const OTHER_LABELS: [&str; 3] = ["autres_formations_labels", "labels_autres", "labelAutre"];
/// The name of the opening hours.
pub(crate) const HOURS: &str = "horaires";

/// One row, as written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Written {
    /// The fields of one text.
    pub(crate) texts: HashMap<Field, String>,
    /// The values of the closed lists.
    pub(crate) lists: Vec<(List, Vec<String>)>,
    /// Labels that no list holds.
    pub(crate) other_labels: Vec<String>,
    /// The opening hours.
    pub(crate) hours: WrittenHours,
}

impl Written {
    /// What stands in a field; empty when nothing does.
    pub(crate) fn text(&self, field: Field) -> &str {
        self.texts.get(&field).map_or("", String::as_str)
    }
}
