//! Switching: the folder that was made ready takes the place of the one that is there, or everything stays.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::disk::{self, Beside};
use crate::stop::Stop;

/// A folder of data that took its place, and can still be taken back from it.
pub(crate) struct Switched {
    stage: Beside,
    data: PathBuf,
    former: Option<PathBuf>,
}

/// Sets aside what is at `data`, under the name `former` if there is one, and gives its place to the stage.
pub(crate) fn switch(stage: Beside, data: &Path, former: Option<&Path>) -> Result<Switched, Stop> {
    if let Some(former) = former {
        fs::rename(data, former).map_err(|error| disk::cannot("Le dossier", data, "être mis de côté", &error))?;
    }
    let mut switched = Switched { stage, data: data.to_path_buf(), former: former.map(Path::to_path_buf) };
    match switched.stage.keep(data) {
        Ok(()) => Ok(switched),
        Err(why) => Err(switched.back(&why)),
    }
}

impl Switched {
    /// Puts everything back to where it was, because of something that failed; what is told then, with what stands where
    /// if that failed too.
    pub(crate) fn back(mut self, why: &Stop) -> Stop {
        let (why, data) = (why.to_string(), self.data.display());
        let why = why.trim_end_matches('.');
        if let Err(error) = self.stage.take_back(&self.data) {
            let former = self.former.as_ref().map(|former| format!(", les anciennes dans {}", former.display()));
            return Stop::refused(format!(
                "{why}. Le retour en arrière n'a pas réussi non plus ({error}) : les données restaurées sont dans {data}{}. \
                 Ne lancez pas de centre avant d'avoir remis ces dossiers à leur place.",
                former.unwrap_or_default()
            ));
        }
        match self.former_returns() {
            Ok(()) => Stop::refused(format!("{why}. Le dossier des données est resté comme avant.")),
            Err((former, error)) => Stop::refused(format!(
                "{why}. Le retour en arrière n'a pas réussi non plus ({error}) : les anciennes données sont dans {}. \
                 Donnez de nouveau à ce dossier le nom {data}.",
                former.display()
            )),
        }
    }

    fn former_returns(&self) -> Result<(), (&Path, io::Error)> {
        let Some(former) = &self.former else { return Ok(()) };
        fs::rename(former, &self.data).map_err(|error| (former.as_path(), error))
    }
}

#[cfg(test)]
mod tests {
    use kernel::chance::Chance;

    use super::*;
    use crate::scratch::Folder;

    /// A folder in which `data` holds the old and the stage the new.
    fn ground(name: &str) -> (Folder, PathBuf, PathBuf, Beside) {
        let folder = Folder::new(name);
        let (data, former) = (folder.path().join("data"), folder.path().join("former"));
        fs::create_dir(&data).unwrap();
        fs::write(data.join("old"), "").unwrap();
        let stage = Beside::new(&data, &Chance::from_seed(1)).unwrap();
        fs::write(stage.path().join("new"), "").unwrap();
        (folder, data, former, stage)
    }

    fn names(folder: &Folder) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn what_took_its_place_is_taken_back_from_it() {
        let (folder, data, former, stage) = ground("switch_back");
        let switched = switch(stage, &data, Some(&former)).unwrap();
        assert!(data.join("new").exists() && former.join("old").exists());
        let told = switched.back(&Stop::refused("Le disque a failli.")).to_string();
        assert_eq!(told, "Le disque a failli. Le dossier des données est resté comme avant.");
        assert!(data.join("old").exists());
        assert_eq!(names(&folder), ["data"], "the stage is gone");
    }

    #[test]
    fn a_stage_that_cannot_take_its_place_leaves_the_former_there() {
        let (folder, data, former, stage) = ground("switch_refused");
        fs::remove_dir_all(stage.path()).unwrap();
        let told = switch(stage, &data, Some(&former)).err().unwrap().to_string();
        assert!(told.ends_with("Le dossier des données est resté comme avant."), "{told}");
        assert!(data.join("old").exists());
        assert_eq!(names(&folder), ["data"]);
    }

    #[test]
    fn a_way_back_that_is_barred_says_what_stands_where() {
        let why = Stop::refused("Le disque a failli.");
        let (folder, data, former, stage) = ground("switch_barred");
        let switched = switch(stage, &data, Some(&former)).unwrap();
        fs::rename(&former, folder.path().join("elsewhere")).unwrap();
        let told = switched.back(&why).to_string();
        let says = format!("les anciennes données sont dans {}. Donnez", former.display());
        assert!(told.contains(&says) && told.ends_with(&format!("le nom {}.", data.display())), "{told}");

        let (folder, data, former, stage) = ground("switch_barred_at_once");
        let switched = switch(stage, &data, Some(&former)).unwrap();
        fs::write(switched.stage.path(), "somebody's").unwrap();
        let told = switched.back(&why).to_string();
        let says = format!("restaurées sont dans {}, les anciennes dans {}.", data.display(), former.display());
        assert!(told.contains(&says), "{told}");
        assert!(data.join("new").exists() && former.join("old").exists());
        assert_eq!(names(&folder).len(), 3, "nothing is deleted");
    }
}
