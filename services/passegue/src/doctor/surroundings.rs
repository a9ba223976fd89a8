//! The surroundings: the variables that a start reads. No value is shown.

use super::finding::Finding;
use crate::config::Environment;

pub(super) fn look(environment: &Environment, strangers: &[String]) -> Vec<Finding> {
    let variables = match strangers {
        [] => Finding::well("Variables", "Chaque variable PASSEGUE_ est connue."),
        some => Finding::repair(
            "Variables",
            format!("Cette variable n'existe pas : {}.", some.join(", ")),
            "corrigez son nom (passegue --help donne la liste), ou retirez-la",
        ),
    };
    let house = match environment.house() {
        Ok(_) => Finding::well("Compte", "Le compte bancaire du réseau est indiqué et valable."),
        Err(stop) => Finding::watch("Compte", stop.to_string(), "sans lui « passegue serve » ne démarre pas"),
    };
    vec![variables, house]
}
