//! Listed places (lieux recensés): what others publish about places, and by what one is known again.

use kernel::ids::ListingId;
use sha2::{Digest, Sha256};
use store::Fault;

use crate::{
    distance::Point,
    territory::folded,
    venue_file::{ListedPlace, Problem},
};

/// Under which name this network publishes its own venues.
pub const OUR_SOURCE: &str = "Passegué";

/// The label by which a place says that it takes the Pass numérique: the standard dropped its own word for it in v1.
pub const PASS_LABEL: &str = "Accepte le Pass numérique";

/// A place that a file lists, with the key under which it is known again.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Listing {
    /// Made of source and key.
    pub(crate) id: ListingId,
    /// Who publishes it.
    pub(crate) source: String,
    /// Its identifier there, or what stands for one.
    pub(crate) key: String,
    /// All that is known of it, source and key included.
    pub(crate) place: ListedPlace,
    /// The same, as JSON that is always written in the same way.
    pub(crate) document: String,
    /// SHA-256 of the document.
    pub(crate) hash: [u8; 32],
}

/// What a column bears that an index must hold.
const LONGEST_KEY: usize = 250;

impl Listing {
    /// The place under its key: source and identifier, or, without an identifier, source and what it is called and where.
    ///
    /// `file_source` publishes the rows that do not say who does.
    pub(crate) fn of(mut place: ListedPlace, file_source: &str) -> Result<Self, Listed> {
        let source = stated(place.source.take()).unwrap_or_else(|| file_source.to_owned());
        let key = stated(place.id.take()).unwrap_or_else(|| key_of(&place));
        for (field, text) in [("source", &source), ("id", &key)] {
            if text.chars().count() > LONGEST_KEY {
                return Err(Listed::Refused(too_long(field)));
            }
        }
        let said = place.other_labels.len();
        place.other_labels.retain(|label| folded(label) != folded(PASS_LABEL));
        place.takes_pass |= place.other_labels.len() < said;
        place.point = place.point.map(to_the_centimetre);
        place.source = Some(source.clone());
        place.id = Some(key.clone());
        let document = document(&place).map_err(Listed::Broken)?;
        let hash = Sha256::digest(&document).into();
        Ok(Self { id: id(&source, &key), source, key, place, document, hash })
    }

    /// The hash that it would have if its file had given no date.
    pub(crate) fn undated_hash(&self) -> Result<[u8; 32], Fault> {
        let undated = ListedPlace { updated_on: None, ..self.place.clone() };
        Ok(Sha256::digest(document(&undated)?).into())
    }
}

/// Why a place cannot be kept.
#[derive(Debug)]
pub(crate) enum Listed {
    /// Its row is refused.
    Refused(Problem),
    /// Our mistake.
    Broken(Fault),
}

/// A place as it was kept.
pub(crate) fn read(document: &str) -> Result<ListedPlace, Fault> {
    let read: Result<ListedPlace, _> = serde_json::from_str(document);
    let place = read.map_err(|error| Fault::because("a stored place cannot be read", error))?;
    Ok(ListedPlace { point: place.point.map(to_the_centimetre), ..place })
}

/// Seven decimals of a degree: what is written as JSON and read again is then the same number, whoever reads it.
fn to_the_centimetre(point: Point) -> Point {
    let rounded = |degrees: f64| (degrees * 1e7).round() / 1e7;
    Point { lat: rounded(point.lat), lon: rounded(point.lon) }
}

fn document(place: &ListedPlace) -> Result<String, Fault> {
    serde_json::to_string(place).map_err(|error| Fault::because("a place cannot be written", error))
}

fn stated(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// What stands for an identifier where the file gives none: another spelling of the same words changes nothing.
fn key_of(place: &ListedPlace) -> String {
    let commune = if place.commune.is_empty() { place.insee.as_deref().unwrap_or_default() } else { &place.commune };
    let words = [&place.name, &place.address, commune].map(folded).join("\n");
    format!("sans-id:{}", &store::files::hex(&Sha256::digest(words))[..32])
}

fn id(source: &str, key: &str) -> ListingId {
    let digest = Sha256::new().chain_update("listing\0").chain_update(source).chain_update("\0").chain_update(key);
    let mut first = [0; 16];
    first.iter_mut().zip(digest.finalize()).for_each(|(to, from)| *to = from);
    ListingId::from_bytes(first)
}

fn too_long(field: &'static str) -> Problem {
    let says = match field {
        "source" => format!("Le nom de la source dépasse {LONGEST_KEY} signes : raccourcissez-le."),
        _ => format!("L'identifiant du lieu dépasse {LONGEST_KEY} signes : raccourcissez-le."),
    };
    Problem { code: "KEY_TOO_LONG", field, says }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(name: &str, address: &str) -> ListedPlace {
        ListedPlace {
            name: name.to_owned(),
            address: address.to_owned(),
            commune: "Auchy-lès-Hesdin".to_owned(),
            ..ListedPlace::default()
        }
    }

    fn listing(place: ListedPlace) -> Listing {
        Listing::of(place, "fichier").unwrap()
    }

    #[test]
    fn without_an_identifier_another_spelling_is_the_same_place() {
        let one = listing(place("Médiathèque", "1, rue de l'Église"));
        let other = listing(place("MEDIATHEQUE", "1 rue de l’eglise"));
        assert_eq!((one.id, &one.key), (other.id, &other.key));
        assert_ne!(one.hash, other.hash);
        assert_ne!(one.id, listing(place("Médiathèque", "2, rue de l'Église")).id);
        let elsewhere = Listing::of(place("Médiathèque", "1, rue de l'Église"), "autre").unwrap();
        assert_ne!(one.id, elsewhere.id);
    }

    #[test]
    fn source_and_identifier_are_those_of_the_row_first() {
        let mut row = place("Médiathèque", "1 rue");
        (row.id, row.source) = (Some(" 12 ".to_owned()), Some("Hubik".to_owned()));
        row.point = Some(Point { lat: 46.279_470_451_23, lon: 6.720_031_881_096_503 });
        let own = listing(row.clone());
        assert_eq!((own.source.as_str(), own.key.as_str()), ("Hubik", "12"));
        // Read again from what was kept, it is the same to the byte.
        assert_eq!(listing(read(&own.document).unwrap()), own);
        row.source = Some("  ".to_owned());
        assert_eq!(listing(row).source, "fichier");
    }

    #[test]
    fn the_label_of_the_pass_is_read_as_what_it_says() {
        let mut row = place("Médiathèque", "1 rue");
        row.other_labels = vec!["accepte le pass numerique".to_owned(), "Ville amie".to_owned()];
        let kept = listing(row).place;
        assert!(kept.takes_pass);
        assert_eq!(kept.other_labels, ["Ville amie"]);
    }

    #[test]
    fn a_key_that_no_index_holds_is_refused() {
        let mut row = place("Médiathèque", "1 rue");
        row.id = Some("x".repeat(251));
        let refused = Listing::of(row, "fichier");
        assert!(matches!(refused, Err(Listed::Refused(Problem { code: "KEY_TOO_LONG", field: "id", .. }))));
    }
}
