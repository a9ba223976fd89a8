//! What help is about: the nineteen themes of the national tool of digital advisers, and its eleven kinds of formality.

use super::named::named;

named! {
    /// A theme. The French words are those that advisers know from « La Coop »; the names never change.
    Theme {
        /// Diagnostic numérique.
        Diagnostic "diagnostic",
        /// Prendre en main du matériel.
        Devices "devices",
        /// Maintenance de matériel.
        Maintenance "maintenance",
        /// Gérer ses contenus numériques.
        Contents "contents",
        /// Navigation sur internet.
        Internet "internet",
        /// Courriel: the mailbox.
        Mail "mail",
        /// Bureautique.
        OfficeTools "office-tools",
        /// Réseaux sociaux, communication.
        SocialNetworks "social-networks",
        /// Santé.
        Health "health",
        /// Banque et achats en ligne.
        BankAndShopping "bank-and-shopping",
        /// Accompagner un professionnel.
        Business "business",
        /// Insertion professionnelle.
        JobSeeking "job-seeking",
        /// Prévention en sécurité numérique.
        Safety "safety",
        /// Parentalité.
        Parenting "parenting",
        /// Scolarité et numérique.
        School "school",
        /// Créer avec le numérique.
        Creation "creation",
        /// Culture numérique.
        Culture "culture",
        /// Intelligence artificielle.
        ArtificialIntelligence "artificial-intelligence",
        /// Aide aux démarches administratives, whichever.
        Formalities "formalities",
        /// A formality: papiers, élections, citoyenneté.
        Papers "papers",
        /// A formality: famille, scolarité.
        Family "family",
        /// A formality: social, santé.
        SocialRights "social-rights",
        /// A formality: travail, formation, entreprise.
        Work "work",
        /// A formality: logement.
        Housing "housing",
        /// A formality: transports, mobilité.
        Transport "transport",
        /// A formality: argent, impôts.
        MoneyAndTaxes "money-and-taxes",
        /// A formality: justice.
        Justice "justice",
        /// A formality: étrangers, Europe.
        Foreigners "foreigners",
        /// A formality: loisirs, sports, culture.
        Leisure "leisure",
        /// A formality: associations.
        Associations "associations",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn thirty_themes_read_as_they_are_written() {
        let names: BTreeSet<&str> = Theme::ALL.iter().map(|theme| theme.name()).collect();
        assert_eq!((Theme::ALL.len(), names.len()), (30, 30), "nineteen themes and eleven formalities");
        for theme in Theme::ALL {
            assert_eq!(Theme::named(theme.name()), Some(*theme));
            assert_eq!(serde_json::to_value(theme).unwrap(), theme.name());
        }
        assert_eq!(Theme::named("Mail"), None);
    }
}
