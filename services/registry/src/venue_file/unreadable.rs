//! Why a whole file cannot be read: one clear line.

use thiserror::Error;

/// A file or a mapping that cannot be read at all. Its sentence says what to do.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unreadable {
    /// There is no such file.
    #[error("Ce fichier n'existe pas : vérifiez le chemin.")]
    Missing,
    /// It is a folder.
    #[error("C'est un dossier : indiquez un fichier CSV ou JSON.")]
    Directory,
    /// The system does not let us.
    #[error("L'accès à ce fichier est refusé : vérifiez ses droits.")]
    Denied,
    /// The disk does not give it.
    #[error("Ce fichier ne peut pas être lu en entier : vérifiez le disque, ou demandez-le de nouveau.")]
    Failed,
    /// It holds nothing.
    #[error("Le fichier est vide : vérifiez que c'est le bon.")]
    Empty,
    /// It has columns and no row.
    #[error("Le fichier ne contient aucune ligne de lieu : vérifiez que c'est le bon.")]
    NoRows,
    /// It is longer than what is read at once.
    #[error("Le fichier dépasse {0} Mio : partagez-le en plusieurs fichiers.")]
    TooLarge(u64),
    /// It has more rows or values than what is read at once.
    #[error("Le fichier a plus de {0} lignes ou valeurs : partagez-le en plusieurs fichiers.")]
    TooMany(usize),
    /// Its rows name more columns than what is read at once.
    #[error("Les lignes de ce fichier ont trop de noms de colonnes différents : partagez-le en plusieurs fichiers.")]
    NamesTooMany,
    /// Nothing but zeros.
    #[error("Le fichier ne contient que des octets nuls : il est abîmé, demandez-le de nouveau.")]
    Zeros,
    /// Bytes of something else.
    #[error("Ce fichier n'est pas du texte : indiquez un fichier CSV ou JSON.")]
    NotText,
    /// A workbook or another archive.
    #[error("C'est un classeur ou une archive : enregistrez la feuille en CSV (UTF-8), puis recommencez.")]
    Archive,
    /// No column bears a name of the standard.
    #[error(
        "Aucune colonne « nom » dans ce fichier (colonnes lues : {0}) : ajoutez-la, ou indiquez une correspondance."
    )]
    NoHeader(String),
    /// The mapping names a column for names, and the file does not have it.
    #[error(
        "La correspondance cherche le nom dans la colonne « {column} », absente du fichier (colonnes lues : {seen})."
    )]
    NameColumnMissing {
        /// What the mapping names.
        column: String,
        /// What the file has.
        seen: String,
    },
    /// The JSON stops being JSON.
    #[error("Le JSON est mal formé ligne {line}, colonne {column} : corrigez-le ou demandez-le de nouveau.")]
    JsonBroken {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// JSON without a list of objects.
    #[error("Ce JSON ne contient pas de liste de lieux : une liste d'objets est attendue.")]
    NoList,
    /// The mapping stops being JSON.
    #[error("La correspondance est un JSON mal formé ligne {line}, colonne {column} : corrigez-la.")]
    MappingBroken {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// One key of the mapping cannot be followed.
    #[error("Dans la correspondance, la clé « {key} » ne peut pas être suivie : {why}.")]
    MappingKey {
        /// Where: `services[2].termes`.
        key: String,
        /// What was expected, in French, without a final stop.
        why: &'static str,
    },
}
