//! The passphrase that seals the secrets of a backup: from a file, from the environment, or typed without being shown.

use std::{
    io::{IsTerminal, stderr, stdin},
    path::Path,
};

use console::Term;

use super::disk::cannot;
use crate::{config::Environment, keys::is_weak, stop::Stop};

const FEWEST_SIGNS: usize = 12;

/// A passphrase of twelve signs or more, eight of them different. It is never printed.
pub struct Passphrase(String);

impl Passphrase {
    /// That text, without the spaces around it.
    pub fn of(text: &str) -> Result<Self, Stop> {
        let text = text.trim();
        if text.chars().count() < FEWEST_SIGNS {
            return Err(Stop::usage(format!(
                "La phrase secrète est trop courte : il faut {FEWEST_SIGNS} signes au moins."
            )));
        }
        if is_weak(text) {
            return Err(Stop::usage(
                "La phrase secrète est trop simple : il faut 8 signes différents au moins. Prenez par exemple cinq mots.",
            ));
        }
        Ok(Self(text.to_owned()))
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passphrase")
    }
}

/// The one that is given, or asked for at a terminal; none when there is nobody to ask.
///
/// A new one is asked for twice: nobody would notice a typing error before the day of the restore.
pub fn given(environment: &Environment, file: Option<&Path>, new: bool) -> Result<Option<Passphrase>, Stop> {
    if let Some(path) = file {
        let text = std::fs::read_to_string(path).map_err(|error| cannot("Le fichier", path, "être lu", &error))?;
        return Passphrase::of(&text).map(Some);
    }
    if let Some(text) = environment.passphrase() {
        return Passphrase::of(text).map(Some);
    }
    if !stdin().is_terminal() || !stderr().is_terminal() {
        return Ok(None);
    }
    let typed = Passphrase::of(&asked("Phrase secrète de la sauvegarde (rien ne s'affiche) : ")?)?;
    if new && asked("La même, encore une fois : ")?.trim() != typed.0 {
        return Err(Stop::usage("Les deux phrases ne sont pas les mêmes : recommencez."));
    }
    Ok(Some(typed))
}

fn asked(question: &str) -> Result<String, Stop> {
    let terminal = Term::stderr();
    let typed = terminal.write_str(question).and_then(|()| terminal.read_secure_line());
    typed.map_err(|error| Stop::refused(format!("La phrase secrète ne peut pas être lue au clavier ({error}).")))
}
