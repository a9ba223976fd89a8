//! Why a whole file cannot be read: one clear line.

use thiserror::Error;

/// A file or a mapping that cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unreadable {
    /// It holds no row.
    #[error("Le fichier est vide : aucune ligne à importer. Vérifiez que vous avez choisi le bon fichier.")]
    Empty,
}
