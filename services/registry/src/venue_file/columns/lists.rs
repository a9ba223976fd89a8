//! The closed lists of the standard, their values, and what the values of its forerunner became.
//!
//! Values: schema v1.0.2 of LaMednum/standard-mediation-num. Old values: its schema v0.1; what each became follows the
//! text of the standard's own changes and the mappings published with `mednum`. « Gratuit sous condition » covers
//! membership and the Pass numérique, as the standard said when it folded them in. « Adultes » has no successor: a
//! place is open to adults unless it says otherwise.

use crate::venue_file::place::ListedPlace;

/// A field whose values are closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum List {
    /// `typologie`
    Kinds,
    /// `itinerance`
    Itinerance,
    /// `services`
    Services,
    /// `publics_specifiquement_adresses`
    Publics,
    /// `prise_en_charge_specifique`
    Care,
    /// `frais_a_charge`
    Fees,
    /// `dispositif_programmes_nationaux`
    Programmes,
    /// `formations_labels`
    Labels,
    /// `modalites_acces`
    Access,
    /// `modalites_accompagnement`
    Support,
}

impl List {
    /// Its name in the standard.
    pub(crate) const fn field(self) -> &'static str {
        match self {
            Self::Kinds => "typologie",
            Self::Itinerance => "itinerance",
            Self::Services => "services",
            Self::Publics => "publics_specifiquement_adresses",
            Self::Care => "prise_en_charge_specifique",
            Self::Fees => "frais_a_charge",
            Self::Programmes => "dispositif_programmes_nationaux",
            Self::Labels => "formations_labels",
            Self::Access => "modalites_acces",
            Self::Support => "modalites_accompagnement",
        }
    }

    /// Its values in a place.
    pub(crate) fn of(self, place: &mut ListedPlace) -> &mut Vec<String> {
        match self {
            Self::Kinds => &mut place.kinds,
            Self::Itinerance => &mut place.itinerance,
            Self::Services => &mut place.services,
            Self::Publics => &mut place.publics,
            Self::Care => &mut place.special_care,
            Self::Fees => &mut place.fees,
            Self::Programmes => &mut place.programmes,
            Self::Labels => &mut place.labels,
            Self::Access => &mut place.access_ways,
            Self::Support => &mut place.support_ways,
        }
    }

    /// Whether a value that is not known is a label all the same.
    pub(crate) const fn is_of_labels(self) -> bool {
        matches!(self, Self::Programmes | Self::Labels)
    }

    /// Itself, then the list with which it was one before: a value may stand in either.
    pub(crate) const fn neighbours(self) -> &'static [Self] {
        match self {
            Self::Kinds => &[Self::Kinds],
            Self::Itinerance => &[Self::Itinerance],
            Self::Services => &[Self::Services],
            Self::Publics => &[Self::Publics, Self::Care],
            Self::Care => &[Self::Care, Self::Publics],
            Self::Fees => &[Self::Fees],
            Self::Programmes => &[Self::Programmes, Self::Labels],
            Self::Labels => &[Self::Labels, Self::Programmes],
            Self::Access => &[Self::Access],
            Self::Support => &[Self::Support],
        }
    }
}

const ADMINISTRATIVE: &str = "Aide aux démarches administratives";
const TOOLS: &str = "Maîtrise des outils numériques du quotidien";
const WORK: &str = "Insertion professionnelle via le numérique";
const SAFETY: &str = "Utilisation sécurisée du numérique";
const PARENTS: &str = "Parentalité et éducation avec le numérique";
const LEISURE: &str = "Loisirs et créations numériques";
const UNDERSTANDING: &str = "Compréhension du monde numérique";
const ACCESS: &str = "Accès internet et matériel informatique";
const EQUIPMENT: &str = "Acquisition de matériel informatique à prix solidaire";

/// Every value of the standard v1.0.2; typologies are those of data.inclusion as the standard takes them over.
pub(crate) const VALUES: [(List, &[&str]); 10] = [
    (List::Kinds, &KINDS),
    (List::Itinerance, &["Itinérant", "Fixe"]),
    (List::Services, &[ADMINISTRATIVE, TOOLS, WORK, SAFETY, PARENTS, LEISURE, UNDERSTANDING, ACCESS, EQUIPMENT]),
    (List::Publics, &["Jeunes", "Étudiants", "Familles et/ou enfants", "Seniors", "Femmes"]),
    (
        List::Care,
        &[
            "Surdité",
            "Handicaps moteurs",
            "Handicaps mentaux",
            "Illettrisme",
            "Langues étrangères (anglais)",
            "Langues étrangères (autres)",
            "Déficience visuelle",
        ],
    ),
    (List::Fees, &["Gratuit", "Gratuit sous condition", "Payant"]),
    (
        List::Programmes,
        &[
            "Aidants Connect",
            "Bibliothèques numérique de référence",
            "Certification PIX",
            "Conseillers numériques",
            "Emmaüs Connect",
            "France Services",
            "Grande école du numérique",
            "La Croix Rouge",
            "Point d'accès numérique CAF",
            "Promeneurs du net",
            "Relais numérique (Emmaüs Connect)",
        ],
    ),
    (
        List::Labels,
        &[
            "Formé à « Mon Espace Santé »",
            "Formé à « DUPLEX » (illettrisme)",
            "Arnia/MedNum BFC (Bourgogne-Franche-Comté)",
            "Collectif ressources et acteurs réemploi (Normandie)",
            "Étapes numériques (La Poste)",
            "Fabriques de Territoire",
            "Les Éclaireurs du numérique (Drôme)",
            "Mes Papiers (Métropole de Lyon)",
            "ORDI 3.0",
            "SUD LABS (PACA)",
        ],
    ),
    (
        List::Access,
        &[
            "Se présenter",
            "Téléphoner",
            "Contacter par mail",
            "Prendre un RDV en ligne",
            "Ce lieu n'accueille pas de public",
            "Envoyer un mail avec une fiche de prescription",
        ],
    ),
    (List::Support, &["En autonomie", "Accompagnement individuel", "Dans un atelier collectif", "À distance"]),
];

const KINDS: [&str; 88] = [
    "ACI",
    "ACIPHC",
    "AFPA",
    "AI",
    "ASE",
    "ASSO",
    "ASSO_CHOMEUR",
    "Autre",
    "AVIP",
    "BIB",
    "CAARUD",
    "CADA",
    "CAF",
    "CAP_EMPLOI",
    "CAVA",
    "CC",
    "CCAS",
    "CCONS",
    "CD",
    "CDAS",
    "CFP",
    "CHRS",
    "CHU",
    "CIAS",
    "CIDFF",
    "CITMET",
    "CMP",
    "CMS",
    "CPAM",
    "CPH",
    "CS",
    "CSAPA",
    "CSC",
    "DEETS",
    "DEPT",
    "DIPLP",
    "E2C",
    "EA",
    "EATT",
    "EI",
    "EITI",
    "ENM",
    "EPCI",
    "EPI",
    "EPIDE",
    "EPN",
    "ES",
    "ESS",
    "ETTI",
    "EVS",
    "FABLAB",
    "FAIS",
    "FT",
    "GEIQ",
    "HUDA",
    "LA_POSTE",
    "MDE",
    "MDEF",
    "MDPH",
    "MDS",
    "MJC",
    "ML",
    "MQ",
    "MSA",
    "MSAP",
    "MUNI",
    "OACAS",
    "ODC",
    "OF",
    "OIL",
    "OPCS",
    "PAD",
    "PENSION",
    "PI",
    "PIJ_BIJ",
    "PIMMS",
    "PJJ",
    "PLIE",
    "PREF",
    "PREVENTION",
    "REG",
    "RESSOURCERIE",
    "RFS",
    "RS_FJT",
    "SCP",
    "SPIP",
    "TIERS_LIEUX",
    "UDAF",
];

/// Where a value goes: a list of the standard and the value there, or the Pass numérique.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// This value of this list.
    Value(List, &'static str),
    /// A label that has no list any more.
    OtherLabel(&'static str),
    /// The place takes the Pass numérique.
    Pass,
}

const fn service(value: &'static str) -> Meaning {
    Meaning::Value(List::Services, value)
}

const CONDITIONAL: Meaning = Meaning::Value(List::Fees, "Gratuit sous condition");
const INDIVIDUAL: Meaning = Meaning::Value(List::Support, "Accompagnement individuel");
const CAF: Meaning = Meaning::Value(List::Programmes, "Point d'accès numérique CAF");

/// What each value of v0 became, and a few names that people give to values of v1.
pub(crate) const OLD: [(List, &str, &[Meaning]); 68] = [
    (List::Services, "Devenir autonome dans les démarches administratives", &[service(ADMINISTRATIVE)]),
    (List::Services, "Réaliser des démarches administratives avec un accompagnement", &[service(ADMINISTRATIVE)]),
    (List::Services, "Accompagner les démarches de santé", &[service(ADMINISTRATIVE)]),
    (List::Services, "Prendre en main un smartphone ou une tablette", &[service(TOOLS)]),
    (List::Services, "Prendre en main un ordinateur", &[service(TOOLS)]),
    (List::Services, "Utiliser le numérique au quotidien", &[service(TOOLS)]),
    (List::Services, "Approfondir ma culture numérique", &[service(UNDERSTANDING), service(SAFETY)]),
    (List::Services, "Promouvoir la citoyenneté numérique", &[service(UNDERSTANDING)]),
    (List::Services, "Favoriser mon insertion professionnelle", &[service(WORK)]),
    (List::Services, "Créer et développer mon entreprise", &[service(WORK)]),
    (List::Services, "Accéder à une connexion internet", &[service(ACCESS)]),
    (List::Services, "Accéder à du matériel", &[service(ACCESS)]),
    (List::Services, "S'équiper en matériel informatique", &[service(EQUIPMENT)]),
    (List::Services, "Créer avec le numérique", &[service(LEISURE)]),
    (List::Services, "Soutenir la parentalité et l'éducation avec le numérique", &[service(PARENTS)]),
    (List::Services, "Comprehension du monde numerique", &[service(UNDERSTANDING)]),
    (List::Publics, "Adultes", &[]),
    (List::Publics, "Tout public", &[]),
    (List::Publics, "Seniors (+ 65 ans)", &[Meaning::Value(List::Publics, "Seniors")]),
    (List::Publics, "Séniors", &[Meaning::Value(List::Publics, "Seniors")]),
    (List::Publics, "Familles/enfants", &[Meaning::Value(List::Publics, "Familles et/ou enfants")]),
    (List::Publics, "Familles", &[Meaning::Value(List::Publics, "Familles et/ou enfants")]),
    (List::Publics, "Jeunes (16-26 ans)", &[Meaning::Value(List::Publics, "Jeunes")]),
    (List::Publics, "Uniquement femmes", &[Meaning::Value(List::Publics, "Femmes")]),
    (List::Publics, "Public langues étrangères", &[Meaning::Value(List::Care, "Langues étrangères (autres)")]),
    (List::Publics, "Langues étrangères", &[Meaning::Value(List::Care, "Langues étrangères (autres)")]),
    (List::Publics, "Handicaps psychiques", &[Meaning::Value(List::Care, "Handicaps mentaux")]),
    (List::Publics, "Personnes en situation d'illettrisme", &[Meaning::Value(List::Care, "Illettrisme")]),
    (List::Fees, "Adhésion", &[CONDITIONAL]),
    (List::Fees, "Accepte le Pass numérique", &[CONDITIONAL, Meaning::Pass]),
    (List::Fees, "Pass numérique", &[CONDITIONAL, Meaning::Pass]),
    (List::Programmes, "France Service", &[Meaning::Value(List::Programmes, "France Services")]),
    (List::Programmes, "CNFS", &[Meaning::Value(List::Programmes, "Conseillers numériques")]),
    (List::Programmes, "Conseiller numérique", &[Meaning::Value(List::Programmes, "Conseillers numériques")]),
    (
        List::Programmes,
        "Conseillers numériques France Services",
        &[Meaning::Value(List::Programmes, "Conseillers numériques")],
    ),
    (List::Programmes, "Aidant Connect", &[Meaning::Value(List::Programmes, "Aidants Connect")]),
    (List::Programmes, "Grandes écoles du numérique", &[Meaning::Value(List::Programmes, "Grande école du numérique")]),
    (
        List::Programmes,
        "Bibliothèques numériques de référence",
        &[Meaning::Value(List::Programmes, "Bibliothèques numérique de référence")],
    ),
    (List::Programmes, "Croix-Rouge", &[Meaning::Value(List::Programmes, "La Croix Rouge")]),
    (List::Programmes, "Point relais CAF", &[CAF]),
    (List::Programmes, "Point numérique CAF", &[CAF]),
    (List::Programmes, "APTIC", &[Meaning::OtherLabel("APTIC"), Meaning::Pass]),
    (List::Programmes, "Relais pôle emploi", &[Meaning::OtherLabel("Relais pôle emploi")]),
    (List::Programmes, "French Tech", &[Meaning::OtherLabel("French Tech")]),
    (List::Programmes, "Campus connecté", &[Meaning::OtherLabel("Campus connecté")]),
    (List::Labels, "Fabrique de Territoire", &[Meaning::Value(List::Labels, "Fabriques de Territoire")]),
    (
        List::Labels,
        "Formé à « DUPLEX » (illetrisme)",
        &[Meaning::Value(List::Labels, "Formé à « DUPLEX » (illettrisme)")],
    ),
    (List::Support, "Seul", &[Meaning::Value(List::Support, "En autonomie")]),
    (List::Support, "Avec de l'aide", &[INDIVIDUAL]),
    (List::Support, "A ma place", &[INDIVIDUAL]),
    (List::Support, "Dans un atelier", &[Meaning::Value(List::Support, "Dans un atelier collectif")]),
    (List::Kinds, "COMMUNE", &[Meaning::Value(List::Kinds, "MUNI")]),
    (List::Kinds, "PE", &[Meaning::Value(List::Kinds, "FT")]),
    (List::Kinds, "FRANCE_SERVICES", &[Meaning::Value(List::Kinds, "RFS")]),
    (List::Kinds, "Association", &[Meaning::Value(List::Kinds, "ASSO")]),
    (List::Kinds, "Bibliothèque", &[Meaning::Value(List::Kinds, "BIB")]),
    (List::Kinds, "Médiathèque", &[Meaning::Value(List::Kinds, "BIB")]),
    (List::Kinds, "Centre social", &[Meaning::Value(List::Kinds, "CS")]),
    (List::Kinds, "Espace public numérique", &[Meaning::Value(List::Kinds, "EPN")]),
    (List::Kinds, "France services", &[Meaning::Value(List::Kinds, "RFS")]),
    (List::Kinds, "Mairie", &[Meaning::Value(List::Kinds, "MUNI")]),
    (List::Kinds, "Mission locale", &[Meaning::Value(List::Kinds, "ML")]),
    (List::Kinds, "Tiers-lieu", &[Meaning::Value(List::Kinds, "TIERS_LIEUX")]),
    (List::Publics, "Enfant", &[Meaning::Value(List::Publics, "Familles et/ou enfants")]),
    (List::Publics, "Enfants", &[Meaning::Value(List::Publics, "Familles et/ou enfants")]),
    (List::Publics, "Femme", &[Meaning::Value(List::Publics, "Femmes")]),
    (List::Itinerance, "Itinérante", &[Meaning::Value(List::Itinerance, "Itinérant")]),
    (List::Access, "Prendre un RDV", &[Meaning::Value(List::Access, "Prendre un RDV en ligne")]),
];
